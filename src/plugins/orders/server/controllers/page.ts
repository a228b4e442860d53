import type { Context } from 'koa';
import { answer, paginationOf, type Page } from '../../../kernel/server/contract';
import { presentOrder } from '../domain/present-order';
import type { OrderPage } from '../services/read-orders';

/**
 * Answers a page of orders.
 *
 * @param more what the answer's `meta` tells beside the page
 */
export function answerPage(
  ctx: Context,
  { orders, total }: OrderPage,
  page: Page,
  more: object = {},
): void {
  const pagination = paginationOf(page, total);
  answer(ctx, 200, orders.map(presentOrder), { pagination, ...more });
}
