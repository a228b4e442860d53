import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { databaseOf, newDocumentId } from '../../../../kernel/server/contract';
import { headerText, isMailbox } from '../../domain/header';
import { masked, maskedText } from '../../domain/mask';
import { insertMessages, type NewMessage } from '../../sql/insert-messages';
import { gatheringOf } from '../gathering';
import { messageSettings } from '../settings';
import { mailerOf, senderOf } from './mailer';

/** What Strapi's plugins give: an administrator's reset, an invitation, the test of the settings page. */
const strapiMail = z.looseObject({
  to: z.string().refine(isMailbox, 'must be the address of one mailbox'),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  replyTo: z.string().refine(isMailbox).optional(),
});

/**
 * Lets the mails of Strapi's own e-mail plugin go the way of all others, unless its configuration names
 * a provider. They may hold codes, so their texts are kept nowhere: they are sent at once, once, and
 * the history shows what became of them.
 */
export function serveStrapi(strapi: Core.Strapi): void {
  const plugin = strapi.plugin('email');
  const mailer = mailerOf(strapi);
  if (strapi.config.get('plugin::email.provider') !== 'sendmail') return;
  plugin.provider = { send: (options: object) => sendForStrapi(strapi, options) };
  // The page of its settings shows this.
  strapi.config.set('plugin::email.provider', mailer.name);
}

async function sendForStrapi(strapi: Core.Strapi, options: object): Promise<void> {
  const { to, subject, text = '', html = '', replyTo } = strapiMail.parse(options);
  const database = databaseOf(strapi);
  const settings = await messageSettings(strapi, database);
  const documentId = newDocumentId();
  const message: NewMessage = {
    documentId,
    dedupeKey: `system:${documentId}`,
    kind: 'system',
    channel: 'email',
    recipient: to,
    recipientShown: masked(to),
    language: null,
    event: null,
    eventId: null,
    parameters: {},
    state: 'queued',
    error: null,
    notBefore: null,
  };
  await database.query(insertMessages, [JSON.stringify([message])]);
  const { claim, close } = gatheringOf(strapi);
  await claim(documentId);
  const mailer = mailerOf(strapi);
  const line = headerText(subject);
  const sent = await mailer.send({
    id: documentId,
    from: senderOf(strapi, settings.senderName),
    to,
    replyTo: replyTo ?? settings.replyTo,
    subject: line,
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  const why = sent.kind === 'sent' ? null : maskedText(sent.why);
  await close({
    documentId,
    attempt: 1,
    state: sent.kind === 'sent' ? 'sent' : 'failed',
    error: why,
    doubts: sent.kind === 'unanswered' ? 1 : 0,
    subject: line,
    language: null,
    templateFault: null,
    provider: mailer.name,
    providerId: sent.kind === 'sent' ? sent.providerId : null,
  });
  if (why !== null) throw new Error(`The mail was not sent: ${why}`);
}
