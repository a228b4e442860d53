import { couponOf, NOW } from '../../../../../tests/support/pricing';
import { describeCoupon, faultOf, MOST_COUPONS, normaliseCode, withCoupon } from './coupon';

const SECOND_MS = 1000;
const at = (seconds: number) => new Date(NOW.getTime() + seconds * SECOND_MS);
const faultAt = (change: Parameters<typeof couponOf>[0], now = NOW, subtotal = 1000) =>
  faultOf(couponOf(change), { now, currency: 'USD', subtotal });

test.each([
  ['save10', 'SAVE10'],
  ['  Save10\t', 'SAVE10'],
  ['ＳＡＶＥ１０', 'SAVE10'],
  ['ﬁve', 'FIVE'],
  ['SАVE10', 'SАVE10'],
])('F-54 %j is looked up as %j', (typed, code) => {
  expect(normaliseCode(typed)).toBe(code);
});

test('F-54 a Cyrillic letter is no Latin one', () => {
  expect(normaliseCode('S\u0410VE10')).not.toBe(normaliseCode('SAVE10'));
});

describe('validity is from startsAt to before endsAt', () => {
  test.each([
    [-1, 'COUPON_NOT_STARTED'],
    [0, undefined],
    [59, undefined],
    [60, 'COUPON_EXPIRED'],
    [61, 'COUPON_EXPIRED'],
  ])('F-53 %d seconds after the start of a minute: %s', (seconds, fault) => {
    expect(faultAt({ startsAt: NOW, endsAt: at(60) }, at(seconds))).toBe(fault);
  });

  test('F-53 by the moment, whatever the zone it is written in', () => {
    const endsAt = new Date('2026-11-21T15:00:01+03:00');
    expect(faultAt({ endsAt })).toBeUndefined();
    expect(faultAt({ endsAt }, at(1))).toBe('COUPON_EXPIRED');
    // The night in which clocks in Berlin go back: 02:30 is twice, an hour apart.
    const first = new Date('2026-10-25T02:30:00+02:00');
    const second = new Date('2026-10-25T02:30:00+01:00');
    expect(faultAt({ endsAt: second }, first)).toBeUndefined();
  });
});

test.each([
  [{ usageLimit: 3, usedCount: 3 }, 'COUPON_EXHAUSTED'],
  [{ usageLimit: 3, usedCount: 2 }, undefined],
  [{ usageLimitPerCustomer: 1, usedByCustomer: 1 }, 'COUPON_EXHAUSTED'],
  [{ usageLimitPerCustomer: 1, usedByCustomer: 0 }, undefined],
  [{ firstOrderOnly: true, customerHasOrdered: true }, 'COUPON_FIRST_ORDER_ONLY'],
  [{ firstOrderOnly: true }, undefined],
  [{ minimumAmount: 1001 }, 'COUPON_MINIMUM_NOT_MET'],
  [{ minimumAmount: 1000 }, undefined],
  [{ type: 'fixed_amount', amount: 5, currency: 'KES' }, 'COUPON_NOT_APPLICABLE'],
  [{ minimumAmount: 0, currency: 'KES' }, 'COUPON_NOT_APPLICABLE'],
  [{ maximumDiscount: 5, currency: 'KES' }, 'COUPON_NOT_APPLICABLE'],
  [{ percentage: 1000, currency: 'KES' }, undefined],
  [{ type: 'free_shipping', currency: 'KES' }, undefined],
] as const)('%j: %s', (change, fault) => {
  expect(faultAt(change)).toBe(fault);
});

test('a coupon says what it takes off', () => {
  expect(describeCoupon(couponOf({ percentage: 1250 }))).toBe('12.5 % off');
  const fixed = { type: 'fixed_amount', amount: 1500 } as const;
  expect(describeCoupon(couponOf(fixed))).toBe('15.00 USD off');
  expect(describeCoupon(couponOf({ ...fixed, currency: 'JPY' }))).toBe('1500 JPY off');
  expect(describeCoupon(couponOf({ type: 'free_shipping' }))).toBe('Free shipping');
  const gift = couponOf({ type: 'buy_x_get_y', buyQuantity: 2, getQuantity: 1 });
  expect(describeCoupon(gift)).toBe('Buy 2, get 1 free');
});

describe('a code that is given to a cart', () => {
  const together = couponOf({ combinable: true });
  const alone = couponOf({ combinable: false });

  test('stands beside the others where all may be combined', () => {
    const given = couponOf({ combinable: true });
    expect(withCoupon([together], given)).toEqual({ kind: 'coupons', coupons: [together, given] });
  });

  test('takes their place where one of them may not', () => {
    expect(withCoupon([together], alone)).toEqual({ kind: 'coupons', coupons: [alone] });
    expect(withCoupon([alone], together)).toEqual({ kind: 'coupons', coupons: [together] });
  });

  test('changes nothing where it is there already', () => {
    expect(withCoupon([together], together)).toEqual({ kind: 'coupons', coupons: [together] });
  });

  test('is refused where there are too many', () => {
    const full = Array.from({ length: MOST_COUPONS }, () => couponOf({ combinable: true }));
    expect(withCoupon(full, together)).toEqual({ kind: 'full' });
    expect(withCoupon(full, alone)).toEqual({ kind: 'coupons', coupons: [alone] });
  });
});
