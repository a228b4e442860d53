import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import {
  bodyOf,
  databaseOf,
  dukaConfig,
  newDocumentId,
  Refusal,
  validate,
  type Transaction,
} from '../../../../kernel/server/contract';
import { isMailbox } from '../../domain/header';
import { meaningOf } from '../../domain/delivery';
import { masked, maskedText } from '../../domain/mask';
import { advanceMessage } from '../../sql/advance-message';
import { suppressAddress } from '../../sql/suppress-address';
import { takeEvent } from '../../sql/take-event';
import { MESSAGE_ARGUMENT } from '../../transports/mail/sendgrid';

/** What is longer is cut off, and what is no text is left out: SendGrid quotes what receivers say. */
const text = (most: number) =>
  z
    .string()
    .transform((whole) => whole.slice(0, most))
    .optional()
    .catch(undefined);
/** One event of SendGrid's; what it has beyond that is left out. */
const event = z.object({
  event: z.string().max(64),
  sg_event_id: text(255),
  sg_message_id: text(255),
  email: text(254),
  type: text(64),
  reason: text(2_000),
  [MESSAGE_ARGUMENT]: text(64),
});
const batch = z.array(z.unknown()).max(5_000);

interface Told {
  /** The same whenever it is told. */
  id: string;
  /** Document id of the message; null where the event does not name it. */
  messageId: string | null;
  /** The number that SendGrid gave the mail when it took it. */
  providerId: string | null;
  about: z.output<typeof event>;
}

/**
 * Takes what SendGrid tells of mails: believed by its signature over the raw body alone, each event
 * once, in any order. One that is not understood is left out; refused with it, the others would be told
 * again for a day and then never.
 *
 * @throws Refusal INVALID_SIGNATURE (400) for what is not signed, and for everything where no key is
 *   set; VALIDATION_FAILED
 */
export async function receiveEvents(strapi: Core.Strapi, ctx: Context): Promise<void> {
  const body = bodyOf(ctx);
  const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (!(await isGenuine(strapi, ctx, raw))) {
    throw new Refusal('INVALID_SIGNATURE', 'This message is not signed as it must be.');
  }
  const events = validate(batch, jsonOf(raw)).flatMap(toldBy);
  // In the order of their messages, so that two batches do not wait for each other.
  const nameOf = ({ messageId, providerId }: Told) => messageId ?? providerId ?? '';
  events.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  await databaseOf(strapi).transaction(async (tx) => {
    for (const one of events) await takeIn(tx, one);
  });
}

async function isGenuine(strapi: Core.Strapi, ctx: Context, raw: Buffer): Promise<boolean> {
  const key = dukaConfig(strapi).notifications.sendgridWebhookKey;
  if (key === undefined) return false;
  const { EventWebhook, EventWebhookHeader } = await import('@sendgrid/eventwebhook');
  const signature = ctx.get(EventWebhookHeader.SIGNATURE());
  const timestamp = ctx.get(EventWebhookHeader.TIMESTAMP());
  if (signature === '' || timestamp === '') return false;
  try {
    const webhook = new EventWebhook();
    return webhook.verifySignature(webhook.convertPublicKeyToECDSA(key), raw, signature, timestamp);
  } catch {
    // A signature that is none at all is thrown by the library.
    return false;
  }
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8').replaceAll('\\u0000', ''));
  } catch {
    return undefined;
  }
}

/** Reads one event; nothing where it is none. */
function toldBy(one: unknown): Told[] {
  const { data: about } = event.safeParse(one);
  if (about === undefined) return [];
  const { sg_event_id: given, sg_message_id: sendgridId } = about;
  // It tells the same again in the same words.
  const words = () => createHash('sha256').update(JSON.stringify(one)).digest('base64url');
  return [
    {
      id: given ?? words(),
      messageId: about[MESSAGE_ARGUMENT] ?? null,
      // What follows the dot is the server's that had the mail at that moment.
      providerId: sendgridId?.split('.', 1)[0] ?? null,
      about,
    },
  ];
}

async function takeIn(
  tx: Transaction,
  { id, messageId, providerId, about: { event: type, type: cause, reason, email } }: Told,
): Promise<void> {
  const [fresh] = await tx.query(takeEvent, [id, messageId, type]);
  if (fresh === undefined) return;
  const { state, suppresses } = meaningOf(type, cause);
  const why = state === 'bounced' || state === 'suppressed' ? maskedText(reason ?? '') : null;
  const named = messageId !== null || providerId !== null;
  const [message] = named
    ? await tx.query(advanceMessage, [messageId, state ?? null, why, providerId])
    : [];
  const address = (message?.recipient ?? email ?? '').toLowerCase();
  if (suppresses === undefined || !isMailbox(address)) return;
  await tx.query(suppressAddress, [newDocumentId(), address, masked(address), suppresses]);
}
