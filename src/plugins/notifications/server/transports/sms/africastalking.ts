import { z } from 'zod';
import { postForm } from './post-form';
import type { SmsTransport } from './sms-transport';

export interface AfricasTalkingSettings {
  username: string;
  apiKey: string;
  /** A short code or a name that was registered; without one, theirs. */
  sender: string | undefined;
  baseUrl: string;
}

const answer = z.object({
  SMSMessageData: z.object({
    Recipients: z
      .array(
        z.object({ statusCode: z.number(), status: z.string(), messageId: z.string().optional() }),
      )
      .min(1),
  }),
});

/** Of its codes, those under which a message was taken: processed, sent, queued. */
const TAKEN = new Set([100, 101, 102]);
/** No money left, or theirs to repair. */
const LATER = new Set([405, 500, 501, 502]);

/** Africa's Talking, `POST /version1/messaging`. It answers 201 for what it refuses too. */
export function africasTalkingTransport({
  username,
  apiKey,
  sender,
  baseUrl,
}: AfricasTalkingSettings): SmsTransport {
  const url = new URL('/version1/messaging', baseUrl).href;
  return {
    name: 'africastalking',
    send: ({ to, text }) =>
      postForm(
        url,
        { username, to, message: text, ...(sender === undefined ? {} : { from: sender }) },
        { apiKey },
        (body) => {
          const [recipient] = answer.safeParse(body).data?.SMSMessageData.Recipients ?? [];
          if (recipient === undefined) {
            return { kind: 'unanswered', why: `not understood: ${JSON.stringify(body)}` };
          }
          const { statusCode, status, messageId } = recipient;
          if (TAKEN.has(statusCode)) return { kind: 'sent', providerId: messageId ?? null };
          const why = `${statusCode} ${status}`;
          return LATER.has(statusCode) ? { kind: 'later', why } : { kind: 'refused', why };
        },
      ),
  };
}
