import { z } from 'zod';
import { jsonOf, Refused, type Call, type Reply } from '../lib/http';
import { letters } from '../lib/ids';

const address = z.object({ email: z.email(), name: z.string().optional() });
const sendBody = z.object({
  personalizations: z
    .array(
      z.looseObject({
        to: z.array(address).min(1),
        headers: z.record(z.string(), z.string()).optional(),
        custom_args: z.record(z.string(), z.string()).optional(),
        subject: z.string().optional(),
      }),
    )
    .min(1),
  from: address,
  reply_to: address.optional(),
  subject: z.string().min(1),
  content: z.array(z.object({ type: z.string(), value: z.string().min(1) })).min(1),
  headers: z.record(z.string(), z.string()).optional(),
  custom_args: z.record(z.string(), z.string()).optional(),
});

/** A mail that was taken. */
export interface Mail {
  id: string;
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  customArgs: Record<string, string>;
  /** ISO 8601. */
  at: string;
}

/** The mails that were taken, the oldest first, as they would have been sent. */
export class Mails {
  readonly list: Mail[] = [];

  constructor(private readonly onTaken: (mail: Mail) => void) {}

  /** `POST /v3/mail/send`: 202 without a body, and the number in a header. */
  send(call: Call): Reply {
    const parsed = sendBody.safeParse(jsonOf(call));
    if (!parsed.success) throw badRequest(parsed.error);
    const { personalizations, from, subject, content, headers, custom_args: args } = parsed.data;
    const id = letters(22);
    for (const person of personalizations) {
      const partOf = (type: string) => content.find((part) => part.type === type)?.value ?? '';
      const mail: Mail = {
        id,
        to: person.to.map(({ email }) => email).join(', '),
        from: from.name === undefined ? from.email : `${from.name} <${from.email}>`,
        subject: person.subject ?? subject,
        text: partOf('text/plain'),
        html: partOf('text/html'),
        headers: { ...headers, ...person.headers },
        customArgs: { ...args, ...person.custom_args },
        at: new Date().toISOString(),
      };
      this.list.push(mail);
      this.onTaken(mail);
    }
    return { status: 202, headers: { 'X-Message-Id': id } };
  }

  /** `GET /v3/messages?query=unique_args['name']="value"`, of which no more is understood. */
  search({ query }: Call): Reply {
    const asked = /^unique_args\['([\w-]+)'\]="([^"]*)"$/.exec(query.get('query') ?? '');
    if (asked === null) return refusal(400, 'query is not understood by this emulator');
    const [, name = '', value] = asked;
    const found = this.list.filter(({ customArgs }) => customArgs[name] === value);
    const messages = found.map(({ id, to, from, subject, at }) => ({
      msg_id: id,
      from_email: from,
      to_email: to,
      subject,
      status: 'delivered',
      last_event_time: at,
    }));
    return { status: 200, body: { messages } };
  }
}

/** SendGrid's own form of an error. */
export function refusal(status: number, message: string, field: string | null = null): Reply {
  return { status, body: { errors: [{ message, field, help: null }] } };
}

function badRequest({ issues }: z.ZodError): Refused {
  const [issue] = issues;
  return new Refused(refusal(400, issue?.message ?? 'Bad Request', issue?.path.join('.') ?? null));
}
