import axios from 'axios';
import { sentByError, sentByStatus, type Sent } from '../sent';

const LIMIT_MS = 15_000;
const LARGEST_ANSWER = 100_000;

/**
 * Sends a form, as the providers of SMS take it, and has a 2xx answer read.
 *
 * @param read what the provider's JSON says
 */
export async function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
  read: (answer: unknown) => Sent,
): Promise<Sent> {
  try {
    const {
      status,
      data,
      headers: given,
    } = await axios.post<unknown>(url, new URLSearchParams(fields), {
      headers: { Accept: 'application/json', ...headers },
      timeout: LIMIT_MS,
      signal: AbortSignal.timeout(LIMIT_MS),
      maxRedirects: 0,
      maxContentLength: LARGEST_ANSWER,
      validateStatus: () => true,
    });
    if (status < 200 || status > 299) {
      return sentByStatus(status, `${status} ${JSON.stringify(data)}`, given);
    }
    return read(data);
  } catch (error) {
    return sentByError(error);
  }
}
