export type { DeliveryType } from './domain/basket';
export type { Buyer } from './domain/buyer';
export {
  describeCoupon,
  LONGEST_CODE,
  normaliseCode,
  withCoupon,
  type Coupon,
  type CouponFault,
  type CouponType,
} from './domain/coupon';
export type { CouponOutcome } from './domain/discount-goods';
export type { Place } from './domain/place';
export type { DiscountLine, LineTotals, Totals } from './domain/priced';
export { roundingOf } from './domain/rounding';
export { scaleOrder, type ScalableOrder, type ScaledOrder } from './domain/scale-order';
export type { ShippingOption } from './domain/shipping-offers';
export type { TaxClass, TaxLine } from './domain/tax';
export { checkCoupon } from './services/check-coupon';
export {
  forgetAddresses,
  redeemCoupons,
  returnCoupons,
  takeCouponsAgain,
  type Redeemed,
} from './services/coupons';
export { doctorChecks } from './services/doctor';
export { priceBookOf, type BasketToPrice, type PriceBook, type Quote } from './services/price-book';
export { readCoupons } from './services/read-coupons';
export { couponNotFound, couponRefused, tooManyCoupons } from './services/refusals';
