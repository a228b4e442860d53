/**
 * The floors of the house, lowest first, and the plugins on each. A plugin may call those below it,
 * never one beside or above it. Strapi starts them in this order.
 */
export const FLOORS: readonly (readonly string[])[] = [
  ['kernel'],
  ['jobs'],
  ['accounts'],
  ['catalog', 'stores'],
  ['media'],
  ['inventory'],
  ['pricing'],
  ['cart'],
  ['orders'],
  ['payments'],
  ['backoffice'],
  ['analytics', 'notifications', 'operations', 'realtime', 'reviews', 'search', 'webhooks'],
];
