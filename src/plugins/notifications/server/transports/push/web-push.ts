import { guardedFetch, type DukaConfig } from '../../../../kernel/server/contract';
import { sentByStatus, type Sent } from '../sent';

/** A notice, and the browser that it is for. */
export interface Notice {
  id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  title: string;
  text: string;
  link: string;
}

const LIMIT_MS = 15_000;
/** Seconds that a push service keeps a notice for a browser that is away. */
const KEPT_SECONDS = 24 * 60 * 60;

/**
 * Sends a notice to a browser (RFC 8030, encrypted by RFC 8291, signed with the shop's VAPID key).
 * Browsers give the address, so it may lead anywhere: it is called as an address that others chose.
 * Sent twice it is shown once, for the message's id is its tag.
 *
 * @returns `gone` where the browser does not want any more
 */
export async function sendNotice(
  settings: NonNullable<DukaConfig['notifications']['push']> & { allowPrivate: boolean },
  { id, endpoint, p256dh, auth, title, text, link }: Notice,
): Promise<Sent | { kind: 'gone' }> {
  const { generateRequestDetails } = (await import('web-push')).default;
  const payload = JSON.stringify({ id, tag: id, title, body: text, url: link });
  const { publicKey, privateKey, subject, allowPrivate } = settings;
  const request = generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
    vapidDetails: { subject, publicKey, privateKey },
    TTL: KEPT_SECONDS,
    topic: id,
  });
  const answer = await guardedFetch({
    url: request.endpoint,
    method: 'POST',
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, value]),
    ),
    body: request.body ?? '',
    limit: LIMIT_MS,
    largestAnswer: 2_000,
    allowPrivate,
  });
  if (answer.kind === 'refused') return { kind: 'refused', why: answer.reason };
  if (answer.kind === 'silent') return { kind: 'unanswered', why: answer.reason };
  const { status } = answer;
  // RFC 8292, 4.2: the browser has subscribed with another key of ours, and no later try mends that.
  if (status === 403) return { kind: 'refused', why: String(status) };
  if (status === 404 || status === 410) return { kind: 'gone' };
  if (status >= 200 && status < 300) return { kind: 'sent', providerId: null };
  return sentByStatus(status, String(status), answer.headers);
}
