import type { Context } from 'koa';
import { answer } from '../../../kernel/server/contract';
import { presentOrder } from '../domain/present-order';
import type { OrderPage } from '../services/read-orders';

/** Which page of a list, from 1. */
export interface Page {
  page: number;
  pageSize: number;
}

/**
 * Answers a page of orders.
 *
 * @param more what the answer's `meta` tells beside the page
 */
export function answerPage(
  ctx: Context,
  { orders, total }: OrderPage,
  { page, pageSize }: Page,
  more: object = {},
): void {
  const pageCount = Math.ceil(total / pageSize);
  answer(ctx, 200, orders.map(presentOrder), {
    pagination: { page, pageSize, pageCount, total },
    ...more,
  });
}
