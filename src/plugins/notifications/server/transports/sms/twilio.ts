import axios from 'axios';
import { z } from 'zod';
import type { Taken } from '../sent';
import { postForm } from './post-form';
import type { Sms, SmsTransport } from './sms-transport';

export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  /** A number, or the SID of a messaging service. */
  from: string;
  baseUrl: string;
}

const answer = z.object({ sid: z.string() });

/** A page of Twilio's list of messages, the newest first. */
const list = z.object({
  messages: z.array(
    z.object({ direction: z.string(), body: z.string().nullable(), date_created: z.string() }),
  ),
});
const LISTED = 100;
const ASKING_LIMIT_MS = 10_000;
/** How far Twilio's clock may be behind ours. */
const SKEW_MS = 60_000;

/**
 * Twilio's API of 2010-04-01, `POST …/Messages.json`. It knows no idempotency key: where an answer is
 * lost, its list is asked for a message of the same words to the same number.
 */
export function twilioTransport({
  accountSid,
  authToken,
  from,
  baseUrl,
}: TwilioSettings): SmsTransport {
  const url = new URL(`/2010-04-01/Accounts/${accountSid}/Messages.json`, baseUrl).href;
  const basic = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  const headers = { Authorization: `Basic ${basic}` };
  const sender: Record<string, string> = from.startsWith('MG')
    ? { MessagingServiceSid: from }
    : { From: from };
  return {
    name: 'twilio',
    send: ({ to, text }) =>
      postForm(url, { To: to, Body: text, ...sender }, headers, (body) => ({
        kind: 'sent',
        providerId: answer.safeParse(body).data?.sid ?? null,
      })),
    async wasTaken(sms, since) {
      try {
        const { data } = await axios.get<unknown>(url, {
          headers,
          params: { To: sms.to, PageSize: LISTED },
          timeout: ASKING_LIMIT_MS,
          signal: AbortSignal.timeout(ASKING_LIMIT_MS),
          maxRedirects: 0,
        });
        return isListed(sms, since, list.parse(data));
      } catch {
        return 'away';
      }
    },
  };
}

/** What goes out may be longer than what was given: a trial account puts a sentence before it. */
function isListed({ text }: Sms, since: Date, { messages }: z.output<typeof list>): Taken {
  const from = since.getTime() - SKEW_MS;
  const ours = messages.some(
    ({ direction, body, date_created: createdAt }) =>
      direction.startsWith('outbound') &&
      Date.parse(createdAt) >= from &&
      body?.includes(text) === true,
  );
  return ours ? 'taken' : 'not taken';
}
