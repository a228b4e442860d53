import type { CustomRoute } from '../../../kernel/server/contract';

export const storefrontRoutes: readonly CustomRoute[] = [
  ['POST', '/notifications/back-in-stock', 'storefront.backInStock'],
  ['POST', '/notifications/price-drop', 'storefront.priceDrop'],
  ['GET', '/notifications/preferences', 'storefront.readPreferences'],
  ['PUT', '/notifications/preferences', 'storefront.changePreferences'],
  ['GET', '/notifications/unsubscribe', 'storefront.unsubscribePage'],
  // Programs of mail send a form; what is in it does not matter.
  ['POST', '/notifications/unsubscribe', 'storefront.unsubscribe', 'raw'],
  ['GET', '/notifications/push/key', 'storefront.pushKey'],
  ['POST', '/notifications/push/subscriptions', 'storefront.subscribeBrowser'],
  ['DELETE', '/notifications/push/subscriptions', 'storefront.unsubscribeBrowser'],
  ['POST', '/notifications/sendgrid/events', 'storefront.sendgridEvents', 'raw'],
];
