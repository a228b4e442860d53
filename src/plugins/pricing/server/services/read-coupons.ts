import type { Queryable } from '../../../kernel/server/contract';
import type { BasketLine } from '../domain/basket';
import { addressesOf, type Buyer } from '../domain/buyer';
import type { Coupon } from '../domain/coupon';
import { findCoupons, type CouponJson } from '../sql/find-coupons';

export interface ReadCoupons {
  /** Of the codes that stand for one, in their order. */
  coupons: Coupon[];
  /** What coupons ask of the products, by document id. */
  goods: Map<string, Pick<BasketLine, 'categoryIds' | 'collectionIds'>>;
  /** The database's clock. */
  now: Date;
}

/** Reads coupons with what they depend on, in one statement. */
export async function readCoupons(
  database: Queryable,
  codes: readonly string[],
  buyer: Buyer,
  productIds: readonly string[],
): Promise<ReadCoupons> {
  const [row] = await database.query(findCoupons, [
    [...codes],
    buyer.customerId,
    addressesOf(buyer),
    [...productIds],
  ]);
  if (row === undefined) throw new Error('A SELECT without FROM has one row');
  return {
    coupons: row.coupons.map(couponOf),
    goods: new Map(row.goods.map(({ productId, ...goods }) => [productId, goods])),
    now: row.now,
  };
}

function couponOf({ startsAt, endsAt, ...coupon }: CouponJson): Coupon {
  return {
    ...coupon,
    startsAt: startsAt === null ? null : new Date(startsAt),
    endsAt: endsAt === null ? null : new Date(endsAt),
  };
}
