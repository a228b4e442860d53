import type { Transporter } from 'nodemailer';
import { sentByError } from '../sent';
import type { MailTransport } from './mail-transport';
import { nodemailerMail } from './nodemailer-mail';

const LIMIT_MS = 20_000;

/**
 * Sends by SMTP.
 *
 * @param url such as `smtps://user:password@mail.example.com`
 */
export function smtpTransport(url: string): MailTransport {
  let opened: Promise<Sender> | undefined;
  const open = async (): Promise<Sender> => {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      url,
      connectionTimeout: LIMIT_MS,
      greetingTimeout: LIMIT_MS,
      socketTimeout: LIMIT_MS,
    });
  };
  return {
    name: 'smtp',
    async send(mail) {
      try {
        const transporter = await (opened ??= open());
        const { response } = (await transporter.sendMail(nodemailerMail(mail))) as {
          response?: string;
        };
        return { kind: 'sent', providerId: response?.slice(0, 255) ?? null };
      } catch (error) {
        const { responseCode, response = '', command, message } = error as SmtpError;
        if (responseCode === undefined) {
          // No connection came about, so nobody has taken anything.
          return command === 'CONN' ? { kind: 'later', why: message } : sentByError(error);
        }
        // RFC 5321, 4.2.1: 4xx is worth another try, 5xx is not; 530 to 535 are about us, not the mail.
        const isFinal = responseCode >= 500 && (responseCode < 530 || responseCode > 535);
        return { kind: isFinal ? 'refused' : 'later', why: response };
      }
    },
  };
}

type Sender = Pick<Transporter, 'sendMail'>;

interface SmtpError extends Error {
  responseCode?: number;
  response?: string;
  /** What was said last; `CONN` where nothing was. */
  command?: string;
}
