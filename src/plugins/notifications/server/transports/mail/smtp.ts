import type { Transporter } from 'nodemailer';
import { limited } from '../limited';
import { sentByError } from '../sent';
import type { MailTransport } from './mail-transport';
import { nodemailerMail } from './nodemailer-mail';
import { sentBySmtp } from './sent-by-smtp';

const CONNECTION_LIMIT_MS = 10_000;
/** Of one answer, and of all of them together. Servers look into a mail before they take it. */
const ANSWER_LIMIT_MS = 60_000;
const LIMIT_MS = 80_000;

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
      connectionTimeout: CONNECTION_LIMIT_MS,
      greetingTimeout: CONNECTION_LIMIT_MS,
      socketTimeout: ANSWER_LIMIT_MS,
    });
  };
  return {
    name: 'smtp',
    leaseSeconds: 90,
    async send(mail) {
      try {
        const transporter = await (opened ??= open());
        const sending = transporter.sendMail(nodemailerMail(mail));
        const { response } = (await limited(LIMIT_MS, sending)) as { response?: string };
        return { kind: 'sent', providerId: response?.slice(0, 255) ?? null };
      } catch (error) {
        return sentBySmtp(error) ?? sentByError(error);
      }
    },
  };
}

type Sender = Pick<Transporter, 'sendMail'>;
