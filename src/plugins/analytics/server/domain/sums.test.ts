import { added, presentSums } from './sums';

const DAY = {
  orders: 2,
  gross: 1_000,
  discounts: 100,
  shipping: 50,
  tax: 7,
  rounding: -7,
  total: 950,
  refunds: 0,
};

test('sums of several times are added part by part', () => {
  const refunded = { ...DAY, orders: 1, refunds: 900 };
  expect(added([DAY, refunded])).toEqual({
    orders: 3,
    gross: 2_000,
    discounts: 200,
    shipping: 100,
    tax: 14,
    rounding: -14,
    total: 1_900,
    refunds: 900,
  });
  expect(added([]).orders).toBe(0);
});

test('what is left may be less than nothing, and no orders have no average', () => {
  expect(presentSums(DAY)).toMatchObject({ net: 950, averageOrderValue: 475 });
  expect(presentSums({ ...added([]), refunds: 30 })).toMatchObject({
    net: -30,
    averageOrderValue: null,
  });
});
