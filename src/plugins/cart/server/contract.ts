export { addressSchema, type Address } from './domain/address';
export type { Claims } from './services/claims';
export {
  allocateGoods,
  buyerOfCheckout,
  checkout,
  closeCheckout,
  priceCheckout,
  type Checkout,
  type CheckoutLine,
  type CheckoutTerms,
} from './services/checkout';
export { withGoodsTogether, type OrderWish } from './services/gather-goods';
export { costOf } from './services/read-cart';
export { requireKnownPrices } from './services/known-prices';
export { pickupUnavailable, shippingUnavailable } from './services/refusals';
export { shopperOf } from './services/shopper';
export type { Shopper } from './domain/shopper';
