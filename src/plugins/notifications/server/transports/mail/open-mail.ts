import { join } from 'node:path';
import type { DukaConfig } from '../../../../kernel/server/contract';
import { filesTransport } from './files';
import type { MailTransport } from './mail-transport';
import { sendgridTransport } from './sendgrid';
import { smtpTransport } from './smtp';

/** The way that the settings choose for mail. */
export function openMail({ notifications: { mail }, dataDir }: DukaConfig): MailTransport {
  switch (mail.kind) {
    case 'sendgrid':
      return sendgridTransport(mail);
    case 'smtp':
      return smtpTransport(mail.url);
    case 'files':
      return filesTransport(join(dataDir, 'outbox-mail'));
  }
}
