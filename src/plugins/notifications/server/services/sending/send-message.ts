import type { Core } from '@strapi/strapi';
import { defineJob, enqueue } from '../../../../jobs/server/contract';
import { clockOf, databaseOf, type Database } from '../../../../kernel/server/contract';
import { compose, type Composed } from '../../domain/compose';
import { shippedTemplate, type TemplateSource } from '../../domain/defaults';
import type { MessageState } from '../../domain/delivery';
import type { Channel, Kind } from '../../domain/kinds';
import { maskedText } from '../../domain/mask';
import { mayRepeat, MOST_TRIES, waitAfter } from '../../domain/next-try';
import type { ClaimedMessage } from '../../sql/claim-messages';
import { closeMessages, type ClosedMessage } from '../../sql/close-messages';
import type { TemplateRow } from '../../sql/find-templates';
import { markTemplate } from '../../sql/mark-template';
import { messageState } from '../../sql/message-state';
import { gatheringOf } from '../gathering';
import { SEND_JOB } from '../queue/queue-messages';
import { messageSettings, type MessageSettings } from '../settings';
import { templatesOf } from '../writing/templates';
import { variablesOf, type Written } from '../writing/variables';
import { insist } from './insist';
import { wayOf, type Way } from './ways';

/** Has queued messages sent. The tries of a message are its own: each is a job that the last has queued. */
export function defineSending(strapi: Core.Strapi): void {
  defineJob<{ id: string }>(strapi, {
    name: SEND_JOB,
    run: ({ id }) => sendMessage(strapi, id),
  });
}

/** How a try ended, with what is worth keeping of it. */
interface Ending {
  state: MessageState;
  error?: string;
  /** Tries that may have reached the provider, with this one. */
  doubts: number;
  written?: { subject: string; language: string; fault: string | undefined };
  provider?: string;
  providerId?: string | null;
  /** Where it is worth another try: not before so many seconds where the provider asked for it. */
  again?: { afterSeconds: number };
}

/**
 * Sends one message, if it is still to be sent. The message is claimed before its provider is called,
 * and closed with the provider's answer, so two workers never send the same one. Between the two lies
 * the one doubt that is left: where a try may have reached the provider without our hearing of it, that
 * is kept with the message, and the provider is asked before it is sent again. What it tells by itself
 * counts as its answer.
 */
async function sendMessage(strapi: Core.Strapi, id: string): Promise<void> {
  const message = await gatheringOf(strapi).claim(id);
  if (message === undefined) return comeBack(databaseOf(strapi), id);
  const until = performance.now() + message.lease_seconds * 1_000;
  const ending = await tried(strapi, message);
  await insist(until, () => close(strapi, message, ending));
}

/** Looks at a message again when its time has come, or its sender's time is over. */
async function comeBack(database: Database, id: string): Promise<void> {
  const [found] = await database.query(messageState, [id]);
  const nextAt = found?.next_at ?? null;
  if (nextAt === null) return;
  await database.transaction((tx) => enqueue(tx, SEND_JOB, { id }, { notBefore: nextAt }));
}

async function close(
  strapi: Core.Strapi,
  { document_id: documentId, attempts: attempt }: ClaimedMessage,
  { state, error, doubts, written, provider, providerId, again }: Ending,
): Promise<void> {
  const next = attempt < MOST_TRIES ? again : undefined;
  const closed: ClosedMessage = {
    documentId,
    attempt,
    state: next === undefined ? state : 'queued',
    error: error === undefined ? null : maskedText(error),
    doubts,
    subject: written?.subject ?? null,
    language: written?.language ?? null,
    templateFault: written?.fault ?? null,
    provider: provider ?? null,
    providerId: providerId ?? null,
  };
  if (next === undefined) {
    await gatheringOf(strapi).close(closed);
    return;
  }
  const asked = next.afterSeconds;
  const seconds = waitAfter({ tries: attempt, doubts, asked }, Math.random());
  const notBefore = new Date(clockOf(strapi).now() + seconds * 1_000);
  await databaseOf(strapi).transaction(async (tx) => {
    await tx.query(closeMessages, [JSON.stringify([closed])]);
    await enqueue(tx, SEND_JOB, { id: documentId }, { notBefore });
  });
}

async function tried(strapi: Core.Strapi, message: ClaimedMessage): Promise<Ending> {
  const { doubts } = message;
  try {
    const settings = await messageSettings(strapi, databaseOf(strapi));
    const template = await templateOf(strapi, message, settings);
    const { language } = template;
    const about = await variablesOf(strapi, message, settings, language);
    if (about === undefined) {
      return { state: 'suppressed', error: 'What it was about is gone.', doubts };
    }
    const words = await write(strapi, message, template, about);
    const { subject, fault } = words;
    const written = { subject: shownSubject(message, subject), language, fault };
    const way = await wayOf(strapi, message, settings, words, about);
    return { ...(await sent(way, message)), provider: way.provider, written };
  } catch (error) {
    // Nothing was sent: ways do not throw when they send.
    const { message: why } = error as Error;
    return { state: 'failed', error: why, doubts, again: { afterSeconds: 0 } };
  }
}

/** Sends what is written; what may have been sent before only where that is ruled out, or may happen. */
async function sent(way: Way, { channel, doubts: before }: ClaimedMessage): Promise<Ending> {
  let doubts = before;
  if (doubts > 0) {
    switch (await way.wasTaken()) {
      case 'taken':
        return { state: 'sent', doubts };
      case 'away': {
        const error = `unanswered: ${way.provider} cannot be asked whether it has the message`;
        return { state: 'failed', error, doubts, again: { afterSeconds: 0 } };
      }
      case 'not taken':
        doubts = 0;
        break;
      case 'unknown':
        if (mayRepeat(channel as Channel, doubts)) break;
        return {
          state: 'failed',
          error: `unanswered: ${way.provider} may have sent it, ${doubts} times`,
          doubts,
        };
    }
  }
  const answer = await way.send();
  switch (answer.kind) {
    case 'sent':
      return { state: 'sent', doubts, providerId: answer.providerId };
    case 'gone':
      return { state: 'suppressed', error: 'The browser does not want any more.', doubts };
    case 'refused':
      return { state: 'failed', error: answer.why, doubts };
    case 'later': {
      const { why, afterSeconds = 0 } = answer;
      return { state: 'failed', error: why, doubts, again: { afterSeconds } };
    }
    case 'unanswered': {
      const error = `unanswered: ${answer.why}`;
      return { state: 'failed', error, doubts: doubts + 1, again: { afterSeconds: 0 } };
    }
  }
}

/** Staff see the subject in the history; a template may have put a code into that of a reset. */
function shownSubject({ kind }: ClaimedMessage, subject: string): string {
  return kind === 'resetPassword' || kind === 'verifyEmail' ? kind : subject;
}

interface Template {
  /** The shop's, where it has one. */
  own: TemplateRow | undefined;
  /** Ours, in the language that was asked for where there is one. */
  shipped: TemplateSource;
  /** What it is written in, so that times are too. */
  language: string;
}

async function templateOf(
  strapi: Core.Strapi,
  message: ClaimedMessage,
  { language: otherwise }: MessageSettings,
): Promise<Template> {
  const { kind, channel } = message as { kind: Kind; channel: Channel };
  const asked = message.language ?? otherwise;
  const own = await gatheringOf(strapi).template({ kind, channel, language: asked, otherwise });
  const shipped = shippedTemplate(kind, channel, asked);
  return { own, shipped, language: own?.language ?? shipped.language };
}

async function write(
  strapi: Core.Strapi,
  message: ClaimedMessage,
  { own, shipped }: Template,
  { variables }: Written,
): Promise<Composed & { fault: string | undefined }> {
  const templates = await templatesOf(strapi);
  const channel = message.channel as Channel;
  const { composed, fault } = compose(templates, channel, own, shipped, variables);
  if (fault !== undefined && own !== undefined) {
    await databaseOf(strapi).query(markTemplate, [own.id, fault]);
  }
  return { ...composed, fault };
}
