import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { bodyOf, Refusal } from '../../../kernel/server/contract';
import type { RawMessage } from '../domain/provider';
import { providerOf } from './providers';
import { storeMessage } from './store-message';
import { wake } from './wake';

/**
 * Takes what a provider sends: verified by its raw bytes, stored once per event, worked afterwards.
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
    ...verified,
    provider: method,
    body: message.body.toString('utf8'),
    params: message.params,
  });
  wake(strapi);
}
