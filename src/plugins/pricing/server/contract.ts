export type { Basket, BasketLine, DeliveryType } from './domain/basket';
export type { Buyer } from './domain/buyer';
export {
  describeCoupon,
  LONGEST_CODE,
  MOST_COUPONS,
  normaliseCode,
  withCoupon,
  type Coupon,
  type CouponFault,
} from './domain/coupon';
export type { CouponOutcome } from './domain/discount-goods';
export { chooseShipping, shippingOptions, type ShippingOption } from './domain/shipping';
export type { Place } from './domain/place';
export { priceBasket, type PricingRules } from './domain/price-basket';
export type { DiscountLine, LineTotals, Priced, PricedBasket, Totals } from './domain/priced';
export type { TaxClass, TaxLine } from './domain/tax';
export { priceLines } from './domain/totals';
export {
  couponRefused,
  couponsOf,
  redeemCoupons,
  returnCoupons,
  type Redeemed,
} from './services/coupons';
export { doctorChecks } from './services/doctor';
export { priceBookOf, type PriceBook } from './services/price-book';
export { couponJson, type CouponJson } from './sql/coupon-json';
export { findCoupons } from './sql/find-coupons';
export { goodsJson, type GoodsJson } from './sql/goods-json';
