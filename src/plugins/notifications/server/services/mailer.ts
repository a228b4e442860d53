import type { Core } from '@strapi/strapi';
import { dukaConfig } from '../../../kernel/server/contract';
import { headerText } from '../domain/header';
import type { Mail, MailTransport } from '../transports/mail/mail-transport';
import { messageIdOf } from '../transports/mail/mail-transport';
import { openMail } from '../transports/mail/open-mail';

/** What Strapi's e-mail plugin has of its provider. */
interface StrapiProvider {
  send(options: object): Promise<unknown>;
}

/** The provider that Strapi's e-mail plugin comes with, where nobody has chosen another. */
const UNCHOSEN = 'sendmail';
/** Sender of mails that stay on this machine. */
const LOCAL_SENDER = 'shop@localhost';

/** Opens the way for mail: the one of our settings, or the provider that was put into Strapi's plugin. */
export function createMailer({ strapi }: { strapi: Core.Strapi }): MailTransport {
  const chosen = strapi.config.get<string>('plugin::email.provider', UNCHOSEN);
  return chosen === UNCHOSEN ? openMail(dukaConfig(strapi)) : otherProvider(strapi, chosen);
}

export function mailerOf(strapi: Core.Strapi): MailTransport {
  return strapi.plugin('notifications').service('mailer') as MailTransport;
}

/** Who mails are from. A name is one line, whatever staff have typed. */
export function senderOf(strapi: Core.Strapi, name: string): Mail['from'] {
  const address = dukaConfig(strapi).notifications.from ?? LOCAL_SENDER;
  return { name: headerText(name), address };
}

/** A provider of Strapi's as a transport of ours: it says that it has sent or throws. */
function otherProvider(strapi: Core.Strapi, name: string): MailTransport {
  return {
    name,
    async send(mail) {
      const provider = strapi.plugin('email').provider as StrapiProvider;
      const { from, to, replyTo, subject, text, html, headers } = mail;
      try {
        await provider.send({
          from: `${from.name} <${from.address}>`,
          to,
          ...(replyTo === undefined ? {} : { replyTo }),
          subject,
          text,
          html,
          headers: { ...headers, 'Message-ID': messageIdOf(mail) },
        });
        return { kind: 'sent', providerId: null };
      } catch (error) {
        return { kind: 'unanswered', why: (error as Error).message };
      }
    },
  };
}
