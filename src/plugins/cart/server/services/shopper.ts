import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { bodyOf, canonicalJson, dukaConfig, Refusal } from '../../../kernel/server/contract';
import { callerKey, identify } from '../../../accounts/server/contract';
import type { Shopper } from '../domain/shopper';
import { joinGuestCart } from './join-carts';

/**
 * Tells which shopper calls. A cart that a customer filled before signing in is brought along.
 *
 * @throws Refusal INVALID_TOKEN for a forged token, FORBIDDEN for who is no shopper
 */
export async function shopperOf(strapi: Core.Strapi, ctx: Context): Promise<Shopper> {
  const caller = await identify(strapi, ctx);
  if (caller.kind === 'customer') {
    if (caller.cartId !== undefined) await joinGuestCart(strapi, caller.userId, caller.cartId);
    return {
      customerId: caller.userId,
      cartId: null,
      key: callerKey(caller),
      anonymous: false,
    };
  }
  if (caller.kind !== 'guest') {
    throw new Refusal('FORBIDDEN', 'Carts belong to customers and guests.');
  }
  if (caller.cartId !== undefined) {
    return {
      customerId: null,
      cartId: caller.cartId,
      key: callerKey({ ...caller, orderId: undefined }),
      anonymous: false,
    };
  }
  return {
    customerId: null,
    cartId: null,
    key: `anonymous:${canonicalJson(bodyOf(ctx) ?? null)}`,
    anonymous: true,
  };
}

/** The address of origin of a call, where holds are limited by it. */
export function originOf(strapi: Core.Strapi, ctx: Context): string | null {
  return dukaConfig(strapi).rateLimits ? ctx.ip : null;
}
