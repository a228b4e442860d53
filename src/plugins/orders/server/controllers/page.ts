import type { Context } from 'koa';
import { answer } from '../../../kernel/server/contract';
import { presentOrder } from '../domain/present-order';
import type { OrderPage } from '../services/read-orders';

/** Which page of a list, from 1. */
export interface Page {
  page: number;
  pageSize: number;
}

/** Answers a page of orders. */
export function answerPage(
  ctx: Context,
  { orders, total }: OrderPage,
  { page, pageSize }: Page,
): void {
  const pageCount = Math.ceil(total / pageSize);
  answer(ctx, 200, orders.map(presentOrder), {
    pagination: { page, pageSize, pageCount, total },
  });
}
