export {
  chooseShipping,
  shippingOptions,
  type DeliveryType,
  type ShippingMethod,
  type ShippingOption,
} from './domain/shipping';
export { priceLines, type LineTotals, type Priced, type Totals } from './domain/totals';
