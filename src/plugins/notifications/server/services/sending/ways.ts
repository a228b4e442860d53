import type { Core } from '@strapi/strapi';
import { currentCorrelation, databaseOf, dukaConfig } from '../../../../kernel/server/contract';
import type { Composed } from '../../domain/compose';
import { isMarketing, type Channel, type Kind } from '../../domain/kinds';
import type { ClaimedMessage } from '../../sql/claim-messages';
import { deletePush, findPush } from '../../sql/push-subscriptions';
import { sendNotice } from '../../transports/push/web-push';
import type { Sent, Taken } from '../../transports/sent';
import type { MessageSettings } from '../settings';
import type { Written } from '../writing/variables';
import { mailerOf, senderOf } from './mailer';
import { smsOf } from './sms';

/** How a message that is written leaves the house. */
export interface Way {
  /** As the history shows it. */
  provider: string;
  /** What the provider says of an earlier try that was not answered. */
  wasTaken(): Promise<Taken>;
  send(): Promise<Sent | { kind: 'gone' }>;
}

/** @throws Error where the way is not set up */
export async function wayOf(
  strapi: Core.Strapi,
  message: ClaimedMessage,
  settings: MessageSettings,
  words: Composed,
  about: Written,
): Promise<Way> {
  switch (message.channel as Channel) {
    case 'email':
      return byMail(strapi, message, settings, words, about);
    case 'sms':
      return bySms(strapi, message, words);
    case 'push':
      return byPush(strapi, message, words, about);
  }
}

function byMail(
  strapi: Core.Strapi,
  { document_id: id, kind, recipient }: ClaimedMessage,
  settings: MessageSettings,
  { subject, text, html }: Composed,
  { unsubscribe }: Written,
): Way {
  const mailer = mailerOf(strapi);
  const mail = {
    id,
    from: senderOf(strapi, settings.senderName),
    to: recipient,
    replyTo: settings.replyTo,
    subject,
    text,
    html,
    headers: { ...headersOf(kind as Kind, unsubscribe), ...requestHeader() },
  };
  return {
    provider: mailer.name,
    wasTaken: async () => (await mailer.wasTaken?.(id)) ?? 'unknown',
    send: () => mailer.send(mail),
  };
}

async function bySms(
  strapi: Core.Strapi,
  { document_id: id, recipient: to, queued_at: since }: ClaimedMessage,
  { text }: Composed,
): Promise<Way> {
  const provider = await smsOf(strapi);
  if (provider === undefined) throw new Error('No provider of SMS is set up');
  const sms = { id, to, text };
  return {
    provider: provider.name,
    wasTaken: async () => (await provider.wasTaken?.(sms, since)) ?? 'unknown',
    send: () => provider.send(sms),
  };
}

function byPush(
  strapi: Core.Strapi,
  { document_id: id, recipient }: ClaimedMessage,
  { subject: title, text }: Composed,
  { variables }: Written,
): Way {
  const { notifications, webhooks } = dukaConfig(strapi);
  const { push } = notifications;
  if (push === undefined) throw new Error('No keys for web push are set up');
  const settings = { ...push, allowPrivate: webhooks.allowPrivate };
  const link = typeof variables.link === 'string' ? variables.link : '';
  const database = databaseOf(strapi);
  return {
    provider: 'web push',
    wasTaken: () => Promise.resolve('unknown'),
    async send() {
      const [browser] = await database.query(findPush, [recipient]);
      if (browser === undefined) return { kind: 'gone' };
      const sent = await sendNotice(settings, { id, ...browser, title, text, link });
      if (sent.kind === 'gone') await database.query(deletePush, [recipient]);
      return sent;
    },
  };
}

/** Headers beside those that every mail has: how it is unsubscribed from (RFC 8058), or that nobody wrote it. */
function headersOf(kind: Kind, unsubscribe: string | undefined): Record<string, string> {
  if (isMarketing(kind) && unsubscribe !== undefined) {
    return {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    };
  }
  return { 'Auto-Submitted': 'auto-generated' };
}

/** Of which request a mail came, in the word of the shop's log. */
function requestHeader(): Record<string, string> {
  const correlation = currentCorrelation();
  return correlation === undefined ? {} : { 'X-Request-Id': correlation };
}
