export { addressSchema, type Address } from './domain/address';
export type { Claims } from './services/claims';
export {
  allocateGoods,
  checkout,
  closeCheckout,
  type Checkout,
  type CheckoutLine,
} from './services/checkout';
export { withGoodsTogether, type OrderWish } from './services/gather-goods';
export { requireKnownPrices } from './services/known-prices';
export { amountTooLarge } from './services/present-cart';
export { pickupUnavailable, shippingUnavailable } from './services/refusals';
export { shopperOf } from './services/shopper';
export type { Shopper } from './domain/shopper';
