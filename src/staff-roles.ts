import type { StaffRole } from './plugins/accounts/server/contract';

const ALL = ['create', 'read', 'update', 'delete'] as const;
const EDIT = ['read', 'update'] as const;
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

/**
 * The roles that a shop starts with, each with the least it needs. They are made once; afterwards
 * they are the shop's to change (Settings, Roles).
 */
export const staffRoles: readonly StaffRole[] = [
  {
    code: 'duka-merchandiser',
    name: 'Merchandiser',
    description:
      'Keeps the catalogue, reviews, prices, coupons, taxes, shipping and what messages say. Sees stock, no orders.',
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
      'api::store.store': READ,
      'api::stock-level.stock-level': READ,
      'plugin::notifications.message-template': ALL,
      'plugin::notifications.stock-subscription': READ,
      'plugin::search.search-synonym': ALL,
      'plugin::search.search-boost': ALL,
      'plugin::search.search-settings': EDIT,
    },
    actions: [
      ...MEDIA,
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
    },
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
      'api::order.order': EDIT,
      'api::order-line.order-line': READ,
      'api::order-history.order-history': READ,
      'api::shipment.shipment': EDIT,
      'api::product.product': READ,
      'api::variant.variant': READ,
      'api::store.store': READ,
      'api::stock-level.stock-level': READ,
      'api::review.review': MODERATE,
      'plugin::payments.payment': READ,
      'plugin::payments.payment-operation': READ,
      'plugin::payments.payment-message': READ,
      'plugin::notifications.message': READ,
      'plugin::notifications.preference': EDIT,
    },
    actions: [
      'plugin::accounts.customer.read',
      'plugin::accounts.customer.block',
      'plugin::orders.order.read',
      'plugin::orders.order.move',
      'plugin::payments.cash.collect',
      'plugin::payments.payment.refund',
      'plugin::notifications.message.resend',
      'plugin::reviews.review.delete',
    ],
  },
];
