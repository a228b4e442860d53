import { couponOf, lineOf, methodOf, priced, rateOf } from '../../../../../tests/support/pricing';

const off = (...[basket, rules]: Parameters<typeof priced>) =>
  priced(basket, rules).lines.map(({ discount }) => discount);

describe('a percentage', () => {
  test('is rounded half up on the whole and divided over the lines', () => {
    const lines = [
      lineOf({ unitPrice: 333 }),
      lineOf({ unitPrice: 333 }),
      lineOf({ unitPrice: 334 }),
    ];
    const coupons = [couponOf({ percentage: 1005 })];
    expect(off({ lines, coupons })).toEqual([34, 33, 34]);
  });

  test('is never more than the most that the coupon gives', () => {
    const coupons = [couponOf({ percentage: 5000, maximumDiscount: 300 })];
    expect(off({ coupons })).toEqual([300]);
  });

  test('F-55 of all is all: shipping alone is left', () => {
    const { totals } = priced({ coupons: [couponOf({ percentage: 10_000 })] });
    expect(totals).toEqual({
      subtotal: 1000,
      discount: 1000,
      shipping: 500,
      tax: 0,
      rounding: 0,
      total: 500,
    });
  });
});

describe('a fixed amount', () => {
  test('is divided over the lines in proportion to what is left of them', () => {
    const lines = [
      lineOf({ unitPrice: 100 }),
      lineOf({ unitPrice: 200 }),
      lineOf({ unitPrice: 0 }),
    ];
    expect(off({ lines, coupons: [couponOf({ type: 'fixed_amount', amount: 100 })] })).toEqual([
      33, 67, 0,
    ]);
  });

  test('F-55 is never more than there is to pay', () => {
    expect(off({ coupons: [couponOf({ type: 'fixed_amount', amount: 5000 })] })).toEqual([1000]);
  });
});

describe('free shipping', () => {
  const coupon = couponOf({ type: 'free_shipping', code: 'SHIP' });

  test('takes the shipping off and nothing else', () => {
    const { totals, discountLines } = priced({ coupons: [coupon] });
    expect(totals).toMatchObject({ discount: 0, shipping: 0, total: 1000 });
    expect(discountLines).toEqual([
      { code: 'SHIP', description: 'Free shipping', appliesTo: 'shipping', amount: 500 },
    ]);
  });

  test('takes nothing off what is picked up', () => {
    const result = priced({ coupons: [coupon], deliveryType: 'pickup' });
    expect(result.coupons).toEqual([{ kind: 'applied', coupon, discount: 0 }]);
    expect(result.discountLines).toEqual([]);
  });

  test('is never more than the most that the coupon gives', () => {
    const coupons = [couponOf({ type: 'free_shipping', maximumDiscount: 200 })];
    expect(priced({ coupons }).totals.shipping).toBe(300);
  });
});

describe('buy some, get some', () => {
  const twoPlusOne = (change = {}) =>
    couponOf({ type: 'buy_x_get_y', buyQuantity: 2, getQuantity: 1, ...change });

  test.each([
    [2, 'refused', 0],
    [3, 'applied', 100],
    [5, 'applied', 100],
    [6, 'applied', 200],
  ])('of %d units: %s, %d', (quantity, kind, discount) => {
    const lines = [lineOf({ quantity, unitPrice: 100 })];
    const { coupons, totals } = priced({ lines, coupons: [twoPlusOne()] });
    expect(coupons[0]?.kind).toBe(kind);
    expect(totals.discount).toBe(discount);
  });

  test('gives the cheapest units of all lines away', () => {
    const lines = [
      lineOf({ quantity: 4, unitPrice: 900 }),
      lineOf({ quantity: 1, unitPrice: 100 }),
      lineOf({ quantity: 1, unitPrice: 300 }),
    ];
    expect(off({ lines, coupons: [twoPlusOne()] })).toEqual([0, 100, 300]);
  });

  test('counts only what the coupon is for', () => {
    const lines = [
      lineOf({ quantity: 3, unitPrice: 900, productId: 'mug' }),
      lineOf({ unitPrice: 1 }),
    ];
    expect(off({ lines, coupons: [twoPlusOne({ productIds: ['mug'] })] })).toEqual([900, 0]);
  });

  test('a second one gives no unit away twice', () => {
    const lines = [lineOf({ quantity: 4, unitPrice: 100 })];
    const onePlusOne = { buyQuantity: 1 };
    expect(off({ lines, coupons: [twoPlusOne(onePlusOne), twoPlusOne(onePlusOne)] })).toEqual([
      300,
    ]);
  });

  test('is never more than the most that the coupon gives', () => {
    const lines = [lineOf({ quantity: 6, unitPrice: 1000 })];
    expect(off({ lines, coupons: [twoPlusOne({ maximumDiscount: 1500 })] })).toEqual([1500]);
  });
});

describe('what a coupon is for', () => {
  const lines = [
    lineOf({ productId: 'mug', categoryIds: [1, 10], storeId: 1 }),
    lineOf({ productId: 'plate', collectionIds: [7], storeId: 2 }),
  ];
  const half = (change: Parameters<typeof couponOf>[0]) => [
    couponOf({ percentage: 5000, ...change }),
  ];

  test.each([
    [{}, [500, 500]],
    [{ productIds: ['plate'] }, [0, 500]],
    [{ categoryIds: [10] }, [500, 0]],
    [{ collectionIds: [7] }, [0, 500]],
    [{ categoryIds: [1], collectionIds: [7] }, [500, 500]],
    [{ storeIds: [2] }, [0, 500]],
  ])('%j', (change, discounts) => {
    expect(off({ lines, coupons: half(change) })).toEqual(discounts);
  });

  test.each([{ productIds: ['bowl'] }, { storeIds: [3] }, { productIds: ['mug'], storeIds: [2] }])(
    'nothing here: %j',
    (change) => {
      const [outcome] = priced({ lines, coupons: half(change) }).coupons;
      expect(outcome).toMatchObject({ kind: 'refused', fault: 'COUPON_NOT_APPLICABLE' });
    },
  );

  test('the least order is counted over all goods', () => {
    expect(off({ lines, coupons: half({ productIds: ['mug'], minimumAmount: 2000 }) })).toEqual([
      500, 0,
    ]);
  });
});

describe('coupons together', () => {
  test('take off in the same order however they were given, each off what is left', () => {
    const lines = [lineOf({ quantity: 2, unitPrice: 1000 })];
    const gift = couponOf({ type: 'buy_x_get_y', buyQuantity: 1, getQuantity: 1 });
    const tenth = couponOf({ percentage: 1000 });
    const fixed = couponOf({ type: 'fixed_amount', amount: 100 });
    const shipping = couponOf({ type: 'free_shipping' });
    const result = priced({ lines, coupons: [shipping, fixed, tenth, gift] });
    expect(result.discountLines.map(({ code, amount }) => [code, amount])).toEqual([
      [gift.code, 1000],
      [tenth.code, 100],
      [fixed.code, 100],
      [shipping.code, 500],
    ]);
    expect(result.coupons.map(({ coupon }) => coupon)).toEqual([shipping, fixed, tenth, gift]);
    expect(result.totals.total).toBe(800);
  });

  test('F-55 never go below nothing', () => {
    const all = couponOf({ percentage: 10_000 });
    const more = couponOf({ type: 'fixed_amount', amount: 100_000 });
    const shipping = couponOf({ type: 'free_shipping' });
    expect(priced({ coupons: [all, more, shipping] }).totals.total).toBe(0);
  });

  test('count towards the amount from which shipping is free', () => {
    const shippingMethods = [methodOf({ rates: [rateOf({ freeFrom: 1000 })] })];
    expect(priced({}, { shippingMethods }).totals.shipping).toBe(0);
    const coupons = [couponOf({ percentage: 1 })];
    expect(priced({ lines: [lineOf()], coupons }, { shippingMethods }).totals.shipping).toBe(0);
    const more = [couponOf({ percentage: 10 })];
    expect(priced({ lines: [lineOf()], coupons: more }, { shippingMethods }).totals.shipping).toBe(
      500,
    );
  });
});
