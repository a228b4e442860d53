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
} from '../../../kernel/server/contract';
import { isMailbox } from '../domain/header';
import { meaningOf } from '../domain/delivery';
import { masked, maskedText } from '../domain/mask';
import { advanceMessage } from '../sql/advance-message';
import { suppressAddress } from '../sql/suppress-address';
import { takeEvent } from '../sql/take-event';
import { MESSAGE_ARGUMENT } from '../transports/mail/sendgrid';

const text = z.string().max(2_000);
/** One event of SendGrid's; what it has beyond that is left out. */
const event = z.object({
  event: z.string().max(64),
  sg_event_id: z.string().min(1).max(255),
  sg_message_id: text.optional(),
  email: text.optional(),
  type: z.string().max(64).optional(),
  reason: text.optional(),
  [MESSAGE_ARGUMENT]: z.string().max(64).optional(),
});
const batch = z.array(event).max(5_000);

/**
 * Takes what SendGrid tells of mails: believed by its signature over the raw body alone, each event
 * once, in any order.
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
  const events = validate(batch, jsonOf(raw));
  // In the order of their messages, so that two batches do not wait for each other.
  events.sort((a, b) => (a[MESSAGE_ARGUMENT] ?? '').localeCompare(b[MESSAGE_ARGUMENT] ?? ''));
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

async function takeIn(tx: Transaction, one: z.output<typeof event>): Promise<void> {
  const messageId = one[MESSAGE_ARGUMENT] ?? null;
  const [fresh] = await tx.query(takeEvent, [one.sg_event_id, messageId, one.event]);
  if (fresh === undefined) return;
  const { state, suppresses } = meaningOf(one.event, one.type);
  const why = state === 'bounced' || state === 'suppressed' ? maskedText(one.reason ?? '') : null;
  const [message] =
    messageId === null
      ? []
      : await tx.query(advanceMessage, [
          messageId,
          state ?? null,
          why,
          one.sg_message_id?.slice(0, 255) ?? null,
        ]);
  const email = (message?.recipient ?? one.email ?? '').toLowerCase();
  if (suppresses === undefined || !isMailbox(email)) return;
  await tx.query(suppressAddress, [newDocumentId(), email, masked(email), suppresses]);
}
