import type { StaffRole } from './plugins/accounts/server/contract';

const ALL = ['create', 'read', 'update', 'delete'] as const;
const EDIT = ['read', 'update'] as const;
const KEEP = ['create', 'read', 'update'] as const;
const READ = ['read'] as const;
const MODERATE = ['read', 'update', 'delete'] as const;

const MEDIA = [
  'plugin::upload.read',
  'plugin::upload.assets.create',
  'plugin::upload.assets.update',
  'plugin::upload.assets.download',
  'plugin::media.uploads.create',
  'plugin::media.uploads.delete',
  'plugin::media.product-images.create',
  'plugin::media.product-images.delete',
];

/** An order with all that was written of it. */
const ORDERS_READ = {
  'api::order.order': READ,
  'api::order-line.order-line': READ,
  'api::order-history.order-history': READ,
  'api::shipment.shipment': READ,
};

/** What was paid, and everything that was said about it. */
const MONEY_READ = {
  'plugin::payments.payment': READ,
  'plugin::payments.payment-operation': READ,
  'plugin::payments.payment-exchange': READ,
  'plugin::payments.payment-message': READ,
};

/** What a variant cost the shop is for those who set its price. */
const WITHOUT_COSTS = { 'api::variant.variant': ['costPrice'] };

/** What Strapi's own roles Editor and Author keep of a new shop: what is written for shoppers to read. */
export const editorialTypes = [
  'api::product.product',
  'api::variant.variant',
  'api::category.category',
  'api::collection.collection',
  'api::brand.brand',
] as const;

/**
 * The roles that a shop starts with, each with the least it needs. They are made once; afterwards
 * they are the shop's to change (Settings, Roles).
 */
export const staffRoles: readonly StaffRole[] = [
  {
    code: 'duka-merchandiser',
    name: 'Merchandiser',
    description:
      'Runs the catalogue, reviews, prices, coupons, taxes, shipping, stores, stock, the shop’s settings and what messages say. Moves orders, touches no money.',
    content: {
      'api::product.product': [...ALL, 'publish'],
      'api::variant.variant': ALL,
      'api::category.category': ALL,
      'api::collection.collection': ALL,
      'api::brand.brand': ALL,
      'api::coupon.coupon': ALL,
      'api::review.review': MODERATE,
      'api::tax-rate.tax-rate': ALL,
      'api::shipping-zone.shipping-zone': ALL,
      'api::shipping-method.shipping-method': ALL,
      'api::shop-settings.shop-settings': EDIT,
      'api::store.store': KEEP,
      'api::stock-level.stock-level': KEEP,
      'plugin::inventory.stock-movement': READ,
      ...ORDERS_READ,
      'plugin::notifications.settings': EDIT,
      'plugin::notifications.message-template': ALL,
      'plugin::notifications.stock-subscription': READ,
      'plugin::search.search-synonym': ALL,
      'plugin::search.search-boost': ALL,
      // Strapi takes the first saving of a single type for its making.
      'plugin::search.search-settings': KEEP,
    },
    // Who manages a store decides who sees its orders: that is the administrator's.
    seenOnly: { 'api::store.store': ['managers'] },
    actions: [
      ...MEDIA,
      'plugin::inventory.stock.update',
      'plugin::orders.order.read',
      'plugin::orders.order.move',
      'plugin::notifications.template.preview',
      'plugin::notifications.template.test',
      'plugin::reviews.review.delete',
      'plugin::search.report.read',
    ],
  },
  {
    code: 'duka-store-manager',
    name: 'Store manager',
    description: 'Counts the stock and moves the orders of the stores that name them as manager.',
    content: {
      'api::product.product': READ,
      'api::variant.variant': READ,
      'api::store.store': READ,
      'api::stock-level.stock-level': EDIT,
    },
    seenOnly: { 'api::stock-level.stock-level': ['variant', 'store', 'reserved', 'backorderable'] },
    unseen: WITHOUT_COSTS,
    onlyWhere: { 'api::stock-level.stock-level': 'plugin::inventory.own-stores' },
    actions: [
      'plugin::inventory.stock.update.own-stores',
      'plugin::orders.order.read.own-stores',
      'plugin::orders.order.move.own-stores',
      'plugin::payments.cash.collect.own-stores',
      'plugin::analytics.figures.read.own-stores',
    ],
  },
  {
    code: 'duka-support',
    name: 'Support',
    description:
      'Helps customers: sees their orders and moves them, moderates reviews, changes no prices or stock.',
    content: {
      ...ORDERS_READ,
      'api::order.order': EDIT,
      'api::shipment.shipment': EDIT,
      'api::product.product': READ,
      'api::variant.variant': READ,
      'api::store.store': READ,
      'api::stock-level.stock-level': READ,
      'api::review.review': MODERATE,
      ...MONEY_READ,
      'plugin::notifications.message': READ,
      'plugin::notifications.preference': EDIT,
    },
    unseen: WITHOUT_COSTS,
    actions: [
      'plugin::accounts.customer.read',
      'plugin::accounts.customer.block',
      'plugin::orders.order.read',
      'plugin::orders.order.move',
      'plugin::payments.cash.collect',
      'plugin::payments.payment.refund',
      'plugin::payments.message.work',
      'plugin::payments.payment.look-into',
      'plugin::notifications.message.resend',
      'plugin::reviews.review.delete',
    ],
  },
  {
    code: 'duka-finance',
    name: 'Finance',
    description:
      'Follows the money: sees orders and all that was paid, takes cash, gives money back, approves what others want to give back, and works messages of payment providers.',
    content: {
      ...ORDERS_READ,
      'api::store.store': READ,
      ...MONEY_READ,
    },
    actions: [
      'plugin::orders.order.read',
      'plugin::payments.cash.collect',
      'plugin::payments.payment.refund',
      'plugin::payments.refund.approve',
      'plugin::payments.message.work',
      'plugin::payments.payment.look-into',
    ],
  },
];
