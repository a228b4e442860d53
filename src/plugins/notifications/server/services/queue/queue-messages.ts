import { createHash } from 'node:crypto';
import { enqueueAll, type Happened } from '../../../../jobs/server/contract';
import {
  currentCorrelation,
  newDocumentId,
  type Transaction,
} from '../../../../kernel/server/contract';
import { isMailbox } from '../../domain/header';
import { goesBy, isMarketing, keepsQuiet, type Channel, type Kind } from '../../domain/kinds';
import { masked } from '../../domain/mask';
import { afterQuietHours } from '../../domain/quiet-hours';
import { insertMessages, type NewMessage } from '../../sql/insert-messages';
import { readPreferences, type PreferenceRow } from '../../sql/read-preferences';
import type { MessageSettings } from '../settings';

/** The job that sends one message. */
export const SEND_JOB = 'notifications.send';

/** A message that somebody is to get. */
export interface Wish {
  kind: Kind;
  channel: Channel;
  /** An address of e-mail, a number in E.164, or a browser's address at its push service. */
  recipient: string;
  /** Where it is known otherwise than by the recipient's preferences. */
  language?: string | null;
  /** What the message is written from when it is sent: ids, and facts of the event. No secrets. */
  parameters: object;
}

/** What a message is sent for. Of one cause each kind goes once to a recipient on a way. */
export interface Cause {
  /** Such as `order.placed`. */
  event: string;
  id: string;
  correlationId: string | undefined;
}

/** What has happened, and who is to be told. */
export interface News {
  cause: Cause;
  wishes: readonly Wish[];
}

/** An event as the cause of messages. */
export function causeOf({ event, id, correlationId }: Happened): Cause {
  return { event, id: String(id), correlationId };
}

/** What the shop found by itself, as the cause of messages. */
export function findingOf(event: string, id: string): Cause {
  return { event, id, correlationId: currentCorrelation() };
}

/**
 * Writes messages and queues them, in the transaction of what they are about. One that is there already
 * is left alone, so the same event told twice sends nothing twice; one that its recipient does not want
 * is written down and not sent.
 */
export async function queueMessages(
  tx: Transaction,
  settings: MessageSettings,
  news: readonly News[],
): Promise<void> {
  const wanted = news.flatMap(({ cause, wishes }) =>
    wishes
      .filter(({ kind, channel }) => goesBy(kind, channel) && settings.isOn(kind, channel))
      .map((wish) => ({ wish, cause })),
  );
  if (wanted.length === 0) return;
  const emails = wanted
    .filter(({ wish }) => wish.channel === 'email')
    .map(({ wish }) => wish.recipient.toLowerCase());
  const known = emails.length === 0 ? [] : await tx.query(readPreferences, [[...new Set(emails)]]);
  const preferences = new Map(known.map((row) => [row.email, row]));
  const messages = wanted.map(({ wish, cause }) => {
    const preference = preferences.get(wish.recipient.toLowerCase());
    return { message: messageOf(wish, cause, settings, preference), cause };
  });
  const written = await tx.query(insertMessages, [
    JSON.stringify(messages.map(({ message }) => message)),
  ]);
  const fresh = new Set(written.map((row) => row.document_id));
  const jobs = messages.flatMap(({ message: { documentId: id, state, notBefore }, cause }) => {
    if (state !== 'queued' || !fresh.has(id)) return [];
    const { correlationId } = cause;
    const when = notBefore === null ? {} : { notBefore: new Date(notBefore) };
    return [{ payload: { id }, correlationId, ...when }];
  });
  await enqueueAll(tx, SEND_JOB, jobs);
}

function messageOf(
  wish: Wish,
  cause: Cause,
  settings: MessageSettings,
  preference: PreferenceRow | undefined,
): NewMessage {
  const { kind, channel, recipient, parameters } = wish;
  const { now } = settings;
  const why = reasonNotTo(wish, preference);
  const due = keepsQuiet(kind, channel) ? afterQuietHours(now, settings.quiet) : now;
  return {
    documentId: newDocumentId(),
    dedupeKey: dedupeKey(cause, wish),
    kind,
    channel,
    recipient,
    recipientShown: masked(recipient),
    language: wish.language ?? preference?.language ?? null,
    event: cause.event,
    eventId: cause.id,
    parameters,
    state: why === null ? 'queued' : 'suppressed',
    error: why,
    notBefore: due > now ? due.toISOString() : null,
  };
}

function dedupeKey({ event, id }: Cause, { kind, channel, recipient }: Wish): string {
  const to = createHash('sha256').update(recipient.toLowerCase()).digest('base64url').slice(0, 22);
  return `${event}:${id}:${kind}:${channel}:${to}`;
}

function reasonNotTo(
  { kind, channel, recipient }: Wish,
  preference: PreferenceRow | undefined,
): string | null {
  if (channel === 'email' && !isMailbox(recipient)) return 'This is no address of one mailbox.';
  // Of who has deleted the account (RFC 2606).
  if (recipient.endsWith('.invalid')) return 'This address is nobody’s.';
  if (!isMarketing(kind) || preference === undefined) return null;
  if (preference.suppressed !== null) return `The address is left alone: ${preference.suppressed}.`;
  const wishes = {
    abandonedCart: preference.abandoned_cart,
    backInStock: preference.back_in_stock,
    priceDrop: preference.price_drop,
  };
  return wishes[kind] ? null : 'The recipient does not want messages of this kind.';
}
