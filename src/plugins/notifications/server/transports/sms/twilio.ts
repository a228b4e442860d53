import { z } from 'zod';
import { postForm } from './post-form';
import type { SmsTransport } from './sms-transport';

export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  /** A number, or the SID of a messaging service. */
  from: string;
  baseUrl: string;
}

const answer = z.object({ sid: z.string() });

/** Twilio's API of 2010-04-01, `POST …/Messages.json`. */
export function twilioTransport({
  accountSid,
  authToken,
  from,
  baseUrl,
}: TwilioSettings): SmsTransport {
  const url = new URL(`/2010-04-01/Accounts/${accountSid}/Messages.json`, baseUrl).href;
  const basic = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  const sender: Record<string, string> = from.startsWith('MG')
    ? { MessagingServiceSid: from }
    : { From: from };
  return {
    name: 'twilio',
    send: ({ to, text }) =>
      postForm(
        url,
        { To: to, Body: text, ...sender },
        { Authorization: `Basic ${basic}` },
        (body) => ({ kind: 'sent', providerId: answer.safeParse(body).data?.sid ?? null }),
      ),
  };
}
