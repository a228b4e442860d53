import { limited } from '../limited';
import { sentByError, sentByStatus, type Sent } from '../sent';
import { messageIdOf, type MailTransport } from './mail-transport';
import { sentBySmtp } from './sent-by-smtp';

/** What Strapi's e-mail plugin has of its provider. */
export interface StrapiProvider {
  send(options: object): Promise<unknown>;
}

const LIMIT_MS = 60_000;

/**
 * A provider of Strapi's as a way of ours. It says that it has sent or throws; what it throws tells most
 * often by a status of HTTP or of SMTP whether the mail may have been taken.
 */
export function strapiTransport(name: string, provider: () => StrapiProvider): MailTransport {
  return {
    name,
    leaseSeconds: 90,
    async send(mail) {
      const { from, to, replyTo, subject, text, html, headers } = mail;
      try {
        const sending = provider().send({
          from: `${from.name} <${from.address}>`,
          to,
          ...(replyTo === undefined ? {} : { replyTo }),
          subject,
          text,
          html,
          headers: { ...headers, 'Message-ID': messageIdOf(mail) },
        });
        await limited(LIMIT_MS, sending);
        return { kind: 'sent', providerId: null };
      } catch (error) {
        return sentByThrown(error);
      }
    },
  };
}

/** Where the libraries of providers put a status: SendGrid, Mailgun, Amazon SES and Mailjet, axios. */
interface Thrown extends Error {
  code?: unknown;
  status?: unknown;
  statusCode?: unknown;
  $metadata?: { httpStatusCode?: unknown };
  response?: { status?: unknown; headers?: object };
}

function sentByThrown(error: unknown): Sent {
  const bySmtp = sentBySmtp(error);
  if (bySmtp !== undefined) return bySmtp;
  const { code, status, statusCode, $metadata, response, message } = error as Thrown;
  const told = [status, statusCode, code, $metadata?.httpStatusCode, response?.status];
  const known = told.find((one) => typeof one === 'number' && one >= 400 && one < 600);
  if (typeof known !== 'number') return sentByError(error);
  return sentByStatus(known, `${known} ${message}`, response?.headers);
}
