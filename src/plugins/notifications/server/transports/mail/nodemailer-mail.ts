import type { SendMailOptions } from 'nodemailer';
import { messageIdOf, type Mail } from './mail-transport';

/** A mail as nodemailer takes it. It may read no files and no addresses for it. */
export function nodemailerMail(mail: Mail): SendMailOptions {
  return {
    messageId: messageIdOf(mail),
    from: mail.from,
    to: { name: '', address: mail.to },
    ...(mail.replyTo === undefined ? {} : { replyTo: { name: '', address: mail.replyTo } }),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === '' ? {} : { html: mail.html }),
    headers: { ...mail.headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
