import type { Core } from '@strapi/strapi';
import { dukaConfig } from '../../../../kernel/server/contract';
import { headerText } from '../../domain/header';
import type { Mail, MailTransport } from '../../transports/mail/mail-transport';
import { openMail } from '../../transports/mail/open-mail';
import { strapiTransport, type StrapiProvider } from '../../transports/mail/strapi-provider';

/** The provider that Strapi's e-mail plugin comes with, where nobody has chosen another. */
const UNCHOSEN = 'sendmail';
/** Sender of mails that stay on this machine. */
const LOCAL_SENDER = 'shop@localhost';

/** Opens the way for mail: the one of our settings, or the provider that was put into Strapi's plugin. */
export function createMailer({ strapi }: { strapi: Core.Strapi }): MailTransport {
  const chosen = strapi.config.get<string>('plugin::email.provider', UNCHOSEN);
  if (chosen === UNCHOSEN) return openMail(dukaConfig(strapi));
  return strapiTransport(chosen, () => strapi.plugin('email').provider as StrapiProvider);
}

/** The way that mails of this process go. */
export function mailerOf(strapi: Core.Strapi): MailTransport {
  return strapi.plugin('notifications').service('mailer') as MailTransport;
}

/** Who mails are from. A name is one line, whatever staff have typed. */
export function senderOf(strapi: Core.Strapi, name: string): Mail['from'] {
  const address = dukaConfig(strapi).notifications.from ?? LOCAL_SENDER;
  return { name: headerText(name), address };
}
