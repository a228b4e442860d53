import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { identify } from '../../../../accounts/server/contract';
import { costOf, shopperOf } from '../../../../cart/server/contract';
import { databaseOf } from '../../../../kernel/server/contract';
import { accessOrder } from '../../../../orders/server/contract';
import { amountDue } from '../../domain/ledger';
import type { Money } from '../../domain/provider';
import { openBooks } from '../ledger/books';
import { providersOf } from '../providers/registry';

/**
 * What somebody who asks how they can pay would have to pay: what is due for the order that they name,
 * else what their cart comes to. Nothing, in the shop's currency, where they have none.
 *
 * @throws Refusal ORDER_NOT_FOUND
 */
export async function dueFor(
  strapi: Core.Strapi,
  ctx: Context,
  orderId: string | undefined,
): Promise<Money> {
  if (orderId !== undefined) {
    const { order } = await accessOrder(strapi, ctx, 'read', orderId);
    const books = await databaseOf(strapi).transaction((tx) => openBooks(tx, order.documentId));
    return { amount: amountDue(books), currency: books.order.currency };
  }
  const { kind } = await identify(strapi, ctx);
  const shops = kind === 'customer' || kind === 'guest';
  return costOf(strapi, shops ? await shopperOf(strapi, ctx) : { customerId: null, cartId: null });
}

/** The ways in which a sum can be paid now: set up, fit for it, and answering. */
export function offeredMethods(
  strapi: Core.Strapi,
  due: Money,
): { method: string; name: string }[] {
  const now = performance.now();
  return [...providersOf(strapi).values()]
    .filter(({ breaker }) => breaker.restsFor(now) === 0)
    .filter(({ provider }) => provider.objection?.(due) === undefined)
    .map(({ provider: { method, name } }) => ({ method, name }));
}
