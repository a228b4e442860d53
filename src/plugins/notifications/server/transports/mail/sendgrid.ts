import type { MailDataRequired, MailService } from '@sendgrid/mail';
import { limited } from '../limited';
import { sentByError, sentByStatus } from '../sent';
import { messageIdOf, type Mail, type MailTransport } from './mail-transport';

/** What takes longer may have been taken, and is asked about before it is sent again. */
const LIMIT_MS = 60_000;
const ASKING_LIMIT_MS = 10_000;

/** The argument that comes back with every event of SendGrid's about a mail. */
export const MESSAGE_ARGUMENT = 'duka_message';

/**
 * Sends by SendGrid's official library. SendGrid knows no idempotency key: where an answer is lost, its
 * list of messages is asked before the mail is sent again.
 */
export function sendgridTransport({
  apiKey,
  baseUrl,
}: {
  apiKey: string;
  baseUrl: string;
}): MailTransport {
  let opened: Promise<Desk> | undefined;
  const open = async (): Promise<Desk> => {
    const { default: service } = await import('@sendgrid/mail');
    service.setApiKey(apiKey);
    service.setTimeout(LIMIT_MS);
    // Its types leave the client out.
    const { client } = service as unknown as { client: Client };
    client.setDefaultRequest('baseUrl', baseUrl);
    return { service, client };
  };
  return {
    name: 'sendgrid',
    leaseSeconds: 90,
    async send(mail) {
      try {
        const { service } = await (opened ??= open());
        const [response] = await service.send(sendgridMail(mail));
        const { 'x-message-id': id } = response.headers as Record<string, unknown>;
        return { kind: 'sent', providerId: typeof id === 'string' ? id.slice(0, 255) : null };
      } catch (error) {
        const { code, response } = error as SendgridError;
        if (typeof code !== 'number') return sentByError(error);
        const why = `${code} ${JSON.stringify(response?.body ?? '')}`;
        return sentByStatus(code, why, response?.headers);
      }
    },
    async wasTaken(id) {
      try {
        const { client } = await (opened ??= open());
        const query = `unique_args['${MESSAGE_ARGUMENT}']="${id}"`;
        const asked = client.request({
          method: 'GET',
          url: '/v3/messages',
          qs: { limit: 1, query },
        });
        const [, { messages }] = await limited(ASKING_LIMIT_MS, asked);
        if (!Array.isArray(messages)) return 'unknown';
        return messages.length > 0 ? 'taken' : 'not taken';
      } catch (error) {
        const { code } = error as SendgridError;
        // Not every plan of SendGrid's has the list.
        return typeof code === 'number' && code < 500 && code !== 429 ? 'unknown' : 'away';
      }
    },
  };
}

interface Desk {
  service: MailService;
  client: Client;
}

/** What the library's types do not tell of its client. */
interface Client {
  setDefaultRequest(name: 'baseUrl', value: string): void;
  request(request: {
    method: 'GET';
    url: string;
    qs: object;
  }): Promise<[unknown, { messages?: unknown }]>;
}

interface SendgridError extends Error {
  code?: number | string;
  response?: { body?: unknown; headers?: object };
}

function sendgridMail(mail: Mail): MailDataRequired {
  const text = { type: 'text/plain', value: mail.text };
  const html = { type: 'text/html', value: mail.html };
  return {
    from: { name: mail.from.name, email: mail.from.address },
    to: mail.to,
    ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    content: mail.html === '' ? [text] : [text, html],
    headers: { ...mail.headers, 'Message-ID': messageIdOf(mail) },
    customArgs: { [MESSAGE_ARGUMENT]: mail.id },
    // Links hold tokens: they go to nobody but who has got the mail.
    trackingSettings: {
      clickTracking: { enable: false, enableText: false },
      openTracking: { enable: false },
      subscriptionTracking: { enable: false },
    },
  };
}
