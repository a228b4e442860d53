import { statement } from '../../../kernel/server/contract';
import type { Scope } from '../../../orders/server/contract';
import { goodsIn, type GoodsRow } from './goods';
import type { Whose } from './sales';

export type GoodsSort = 'revenue' | 'quantity';

const BOUNDS = { from: '$3', before: '$4' };

/** A page of the products that were sold in a time, the best first. */
export const bestSellers = (scope: Scope, sort: GoodsSort) =>
  statement<[...Whose, from: Date, before: Date, limit: number, offset: number], GoodsRow>(
    `analytics.best_sellers_${scope}_${sort}`,
    `${goodsIn(scope, BOUNDS)}
      ORDER BY ${sort} DESC, product_id
      LIMIT $5 OFFSET $6`,
  );
