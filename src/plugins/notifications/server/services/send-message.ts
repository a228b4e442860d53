import type { Core } from '@strapi/strapi';
import { defineJob } from '../../../jobs/server/contract';
import { databaseOf, dukaConfig } from '../../../kernel/server/contract';
import { compose, type Composed } from '../domain/compose';
import { shippedTemplate } from '../domain/defaults';
import type { MessageState } from '../domain/delivery';
import { isMarketing, type Channel, type Kind } from '../domain/kinds';
import { maskedText } from '../domain/mask';
import { claimMessage, type ClaimedMessage } from '../sql/claim-message';
import { closeMessage } from '../sql/close-message';
import { findTemplate } from '../sql/find-template';
import { markTemplate } from '../sql/mark-template';
import { messageState } from '../sql/message-state';
import { deletePush, findPush } from '../sql/push-subscriptions';
import { sendNotice } from '../transports/push/web-push';
import type { Sent } from '../transports/sent';
import { mailerOf, senderOf } from './mailer';
import { SEND_JOB } from './queue-messages';
import { messageSettings, type MessageSettings } from './settings';
import { smsOf } from './sms';
import { templatesOf } from './templates';
import { variablesOf, type Written } from './variables';

/** Tries of one message, over about an hour. */
const ATTEMPTS = 12;
const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 600;

/** Has queued messages sent. */
export function defineSending(strapi: Core.Strapi): void {
  defineJob<{ id: string }>(strapi, {
    name: SEND_JOB,
    attempts: ATTEMPTS,
    // Long enough for a provider to tell by itself of a mail whose answer was lost.
    waitAfter: (attempt) => Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempt - 1)),
    run: ({ id }, { last }) => sendMessage(strapi, id, last),
  });
}

/** How a try ended, with what is worth keeping of it. */
interface Ending {
  state: MessageState;
  error?: string;
  written?: { subject: string; language: string; fault: string | undefined };
  provider?: string;
  providerId?: string | null;
  /** Whether it is tried again. */
  again?: boolean;
}

/**
 * Sends one message, if it is still to be sent. The message is claimed before its provider is called,
 * and closed with the provider's answer, so two workers never send the same one. Between the two lies
 * the one doubt that is left: where a try may have reached the provider without our hearing of it, the
 * provider is asked before it is sent again, and what it tells by itself counts as its answer.
 *
 * @param last whether nobody tries again
 * @throws Error where it is to be tried again
 */
export async function sendMessage(strapi: Core.Strapi, id: string, last: boolean): Promise<void> {
  const database = databaseOf(strapi);
  const [message] = await database.query(claimMessage, [id]);
  if (message === undefined) {
    const [found] = await database.query(messageState, [id]);
    const waits = found?.state === 'queued' || found?.state === 'sending';
    if (waits) throw new Error('The message is being sent already, or its time has not come');
    return;
  }
  const ending = await tried(strapi, message);
  const goesOn = ending.again === true && !last;
  const error = ending.error === undefined ? null : maskedText(ending.error);
  await database.query(closeMessage, [
    id,
    goesOn ? 'queued' : ending.state,
    error,
    ending.written?.subject ?? null,
    ending.written?.language ?? null,
    ending.written?.fault ?? null,
    ending.provider ?? null,
    ending.providerId ?? null,
  ]);
  if (ending.again) throw new Error(error ?? 'not sent');
}

async function tried(strapi: Core.Strapi, message: ClaimedMessage): Promise<Ending> {
  const { document_id: id } = message;
  const channel = message.channel as Channel;
  try {
    if (message.in_doubt && channel === 'email') {
      const mailer = mailerOf(strapi);
      if (await mailer.wasTaken?.(id)) return { state: 'sent', provider: mailer.name };
    }
    const settings = await messageSettings(strapi, databaseOf(strapi));
    const language = message.language ?? settings.language;
    const about = await variablesOf(strapi, message, settings, language);
    if (about === undefined) return { state: 'suppressed', error: 'What it was about is gone.' };
    const written = await write(strapi, message, settings, about);
    const { subject, fault } = written;
    const { sent, provider } = await deliver(strapi, message, settings, written, about);
    const kept = {
      provider,
      written: { subject: shownSubject(message, subject), language, fault },
    };
    switch (sent.kind) {
      case 'sent':
        return { ...kept, state: 'sent', providerId: sent.providerId };
      case 'gone':
        return { ...kept, state: 'suppressed', error: 'The browser does not want any more.' };
      case 'refused':
        return { ...kept, state: 'failed', error: sent.why };
      case 'later':
        return { ...kept, state: 'failed', error: sent.why, again: true };
      case 'unanswered':
        return { ...kept, state: 'failed', error: `unanswered: ${sent.why}`, again: true };
    }
  } catch (error) {
    // Nothing was sent: providers do not throw.
    return { state: 'failed', error: (error as Error).message, again: true };
  }
}

/** Staff see the subject in the history; a template may have put a code into that of a reset. */
function shownSubject({ kind }: ClaimedMessage, subject: string): string {
  return kind === 'resetPassword' || kind === 'verifyEmail' ? kind : subject;
}

async function write(
  strapi: Core.Strapi,
  message: ClaimedMessage,
  settings: MessageSettings,
  { variables }: Written,
): Promise<Composed & { fault: string | undefined }> {
  const { kind, channel } = message as { kind: Kind; channel: Channel };
  const language = message.language ?? settings.language;
  const database = databaseOf(strapi);
  const [own] = await database.query(findTemplate, [kind, channel, language, settings.language]);
  const shipped = shippedTemplate(kind, channel, language);
  const templates = await templatesOf(strapi);
  const { composed, fault } = compose(templates, channel, own, shipped, variables);
  if (fault !== undefined && own !== undefined) {
    await database.query(markTemplate, [own.id, fault]);
  }
  return { ...composed, fault };
}

async function deliver(
  strapi: Core.Strapi,
  message: ClaimedMessage,
  settings: MessageSettings,
  { subject, text, html }: Composed,
  { variables, unsubscribe }: Written,
): Promise<{ sent: Sent | { kind: 'gone' }; provider: string }> {
  const { document_id: id, recipient } = message;
  switch (message.channel as Channel) {
    case 'email': {
      const mailer = mailerOf(strapi);
      const sent = await mailer.send({
        id,
        from: senderOf(strapi, settings.senderName),
        to: recipient,
        replyTo: settings.replyTo,
        subject,
        text,
        html,
        headers: headersOf(message.kind as Kind, unsubscribe),
      });
      return { sent, provider: mailer.name };
    }
    case 'sms': {
      const sms = await smsOf(strapi);
      if (sms === undefined) throw new Error('No provider of SMS is set up');
      return { sent: await sms.send({ id, to: recipient, text }), provider: sms.name };
    }
    case 'push': {
      const { notifications, webhooks } = dukaConfig(strapi);
      const { push } = notifications;
      const { allowPrivate } = webhooks;
      if (push === undefined) throw new Error('No keys for web push are set up');
      const [browser] = await databaseOf(strapi).query(findPush, [recipient]);
      if (browser === undefined) return { sent: { kind: 'gone' }, provider: 'web push' };
      const link = typeof variables.link === 'string' ? variables.link : '';
      const sent = await sendNotice(
        { ...push, allowPrivate },
        { id, ...browser, title: subject, text, link },
      );
      if (sent.kind === 'gone') await databaseOf(strapi).query(deletePush, [recipient]);
      return { sent, provider: 'web push' };
    }
  }
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
