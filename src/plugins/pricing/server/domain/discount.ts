import { divideAmount, portionOf } from '../../../kernel/server/contract';
import type { BasketLine } from './basket';
import type { Coupon, CouponType } from './coupon';
import { sum } from './sum';

/** What is still to be paid for lines, while coupons take off one after another. */
export interface Left {
  /** Minor units a line. */
  amounts: number[];
  /** Units a line that no coupon has given away. */
  units: number[];
}

const WHOLE = 10_000;

/** What takes off lines comes before what takes off the sum, and shipping comes last. */
const ORDER: readonly CouponType[] = ['buy_x_get_y', 'percentage', 'fixed_amount', 'free_shipping'];

/** Coupons in the order in which they take off; of the same kind, as they were given. */
export function inOrder(coupons: readonly Coupon[]): Coupon[] {
  return coupons.toSorted((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type));
}

/**
 * Whether a coupon is for a line: it comes from one of the coupon's stores, and its product is one of
 * the coupon's, or in one of its categories, those below them, or collections.
 */
export function isFor(coupon: Coupon, line: BasketLine): boolean {
  const { productIds, categoryIds, collectionIds, storeIds } = coupon;
  if (storeIds.length > 0 && !storeIds.includes(line.storeId)) return false;
  if (productIds.length + categoryIds.length + collectionIds.length === 0) return true;
  return (
    productIds.includes(line.productId) ||
    line.categoryIds.some((id) => categoryIds.includes(id)) ||
    line.collectionIds.some((id) => collectionIds.includes(id))
  );
}

/**
 * Takes a coupon off the lines that it is for, and never more than is left of them.
 *
 * @param left is brought up to date
 * @returns what is taken off each line, in order; undefined where there are too few units to get one
 */
export function takeOff(
  coupon: Coupon,
  lines: readonly BasketLine[],
  left: Left,
): number[] | undefined {
  const eligible = lines.map((line) => isFor(coupon, line));
  const amounts = left.amounts.map((amount, turn) => (eligible[turn] ? amount : 0));
  const whole = sum(amounts);
  switch (coupon.type) {
    case 'free_shipping':
      return lines.map(() => 0);
    case 'percentage':
      return take(left, amounts, capped(coupon, portionOf(whole, coupon.percentage, WHOLE)));
    case 'fixed_amount':
      return take(left, amounts, capped(coupon, Math.min(coupon.amount, whole)));
    case 'buy_x_get_y': {
      const free = freeUnits(coupon, lines, left, eligible);
      if (free === undefined) return undefined;
      const worth = free.map((units, turn) => {
        const unitPrice = lines[turn]?.unitPrice ?? 0;
        left.units[turn] = (left.units[turn] ?? 0) - units;
        return Math.min(units * unitPrice, amounts[turn] ?? 0);
      });
      return take(left, worth, capped(coupon, sum(worth)));
    }
  }
}

/** A discount is never more than the coupon's own limit. */
export function capped({ maximumDiscount }: Coupon, discount: number): number {
  return maximumDiscount === null ? discount : Math.min(discount, maximumDiscount);
}

/** Divides a discount over the lines in proportion to what they give. */
function take(left: Left, weights: readonly number[], discount: number): number[] {
  if (discount === 0) return weights.map(() => 0);
  const shares = divideAmount(discount, weights);
  shares.forEach((share, turn) => {
    left.amounts[turn] = (left.amounts[turn] ?? 0) - share;
  });
  return shares;
}

/**
 * The units that a coupon gives away: of each whole group of those to buy and those to get, counted
 * over all eligible lines, so many as are to get; the cheapest of all, of the same price those of the
 * earlier line. Units that another coupon gave away are in no group.
 */
function freeUnits(
  { buyQuantity, getQuantity }: Coupon,
  lines: readonly BasketLine[],
  left: Left,
  eligible: readonly boolean[],
): number[] | undefined {
  if (buyQuantity < 1 || getQuantity < 1) return undefined;
  const units = left.units.map((count, turn) => (eligible[turn] ? count : 0));
  const groups = Math.floor(sum(units) / (buyQuantity + getQuantity));
  if (groups === 0) return undefined;
  let toGive = groups * getQuantity;
  const free = lines.map(() => 0);
  const cheapestFirst = lines
    .map(({ unitPrice }, turn) => ({ unitPrice, turn }))
    .sort((a, b) => a.unitPrice - b.unitPrice || a.turn - b.turn);
  for (const { turn } of cheapestFirst) {
    const given = Math.min(units[turn] ?? 0, toGive);
    free[turn] = given;
    toGive -= given;
  }
  return free;
}
