import type { CustomRoute } from '../../../kernel/server/contract';

export const storefrontRoutes: readonly CustomRoute[] = [
  ['GET', '/cart', 'cart.find'],
  ['PUT', '/cart', 'cart.describe'],
  ['POST', '/cart/items', 'cart.addItem'],
  ['POST', '/cart/add', 'cart.addItem'],
  ['PUT', '/cart/items/:itemId', 'cart.setItem'],
  ['PUT', '/cart/update', 'cart.updateItem'],
  ['DELETE', '/cart/items/:itemId', 'cart.removeItem'],
  ['DELETE', '/cart/remove/:productId', 'cart.removeProduct'],
  ['DELETE', '/cart/clear', 'cart.clear'],
  ['POST', '/cart/share', 'cart.share'],
  ['POST', '/cart/from-share', 'cart.copyShared'],
  ['GET', '/stores/sourcing', 'sourcing.find'],
  ['GET', '/cart/shipping-options', 'cart.shippingOptions'],
  ['POST', '/cart/coupon', 'cart.addCoupon'],
  ['DELETE', '/cart/coupon', 'cart.removeCoupons'],
  ['POST', '/coupons/validate', 'cart.validateCoupon'],
];
