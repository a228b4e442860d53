import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { bodyOf, Refusal } from '../../../../kernel/server/contract';
import type { RawMessage, Verified } from '../../domain/provider';
import { providerOf } from '../providers/registry';
import { wakeInbox } from '../wake';
import { storeMessage, type Sent } from './store-message';

/**
 * Takes what a provider sends: verified by its raw bytes, stored once per event, worked afterwards.
 * What cannot be verified at once is stored too, and proved before it is worked.
 * The route must have its body raw, and answer only when this has returned.
 *
 * @throws Refusal INVALID_SIGNATURE (400) for what is not genuine, NOT_FOUND for an address that is
 *   nobody's, PAYMENT_METHOD_UNAVAILABLE where the provider is not set up
 */
export async function receiveMessage(
  strapi: Core.Strapi,
  ctx: Context,
  method: string,
): Promise<void> {
  const { provider } = providerOf(strapi, method);
  if (provider.inbox === undefined) throw new Error(`${provider.name} sends no messages`);
  const body = bodyOf(ctx);
  const message: RawMessage = {
    headers: ctx.headers,
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    params: (ctx.params ?? {}) as Record<string, string>,
  };
  const verified = await provider.inbox.verify(message);
  if (verified.kind === 'astray') throw new Refusal('NOT_FOUND', 'There is nobody here.');
  if (verified.kind === 'forged') {
    strapi.log.warn(`payments: a message to ${method} was refused: ${verified.why}`);
    throw new Refusal('INVALID_SIGNATURE', 'This message is not signed as it must be.');
  }
  await storeMessage(strapi, {
    ...identified(verified, message),
    provider: method,
    body: message.body.toString('utf8'),
  });
  wakeInbox(strapi, method);
}

/**
 * What a message goes by. One that is not believed goes by its bytes: under the name of an event that it
 * only claims to be, it would keep the genuine one out.
 */
function identified(
  verified: Extract<Verified, { kind: 'genuine' | 'unproven' }>,
  { body, params }: RawMessage,
): Pick<Sent, 'eventId' | 'type' | 'by' | 'params'> {
  if (verified.kind === 'genuine') return { ...verified, params };
  const { type, kept } = verified;
  const bytes = createHash('sha256').update(JSON.stringify(kept)).update(body).digest('hex');
  return { eventId: `unproven-${bytes}`, type, by: null, params: { ...params, ...kept } };
}
