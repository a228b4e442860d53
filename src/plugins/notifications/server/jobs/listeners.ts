import type { Core } from '@strapi/strapi';
import { listen } from '../../../jobs/server/contract';
import { tellCustomer } from '../services/telling/tell-customer';
import { tellOfOrders } from '../services/telling/tell-of-order';
import { tellOfPayments } from '../services/telling/tell-of-payment';
import { tellOfPrices } from '../services/telling/tell-of-price';
import { tellOfShipments } from '../services/telling/tell-of-shipment';
import { tellOfWebhook } from '../services/telling/tell-of-webhook';

/** Who is told of what: each event once in effect, in one transaction with the messages about it. */
export function listenForMessages(strapi: Core.Strapi): void {
  listen(strapi, {
    name: 'notifications.orders',
    events: ['order.placed', 'order.ready', 'order.delivered', 'order.cancelled'],
    handleAll: (tx, events) => tellOfOrders(strapi, tx, events),
  });
  listen(strapi, {
    name: 'notifications.shipments',
    events: ['shipment.shipped', 'shipment.tracked'],
    handleAll: (tx, events) => tellOfShipments(strapi, tx, events),
  });
  listen(strapi, {
    name: 'notifications.payments',
    events: [
      'payment.captured',
      'payment.refunded',
      'payment.failed',
      'payment.late',
      'payment.review',
      'payment.disputed',
    ],
    handleAll: (tx, events) => tellOfPayments(strapi, tx, events),
  });
  listen(strapi, {
    name: 'notifications.customers',
    events: [
      'customer.registered',
      'customer.verification_wanted',
      'customer.password_forgotten',
      'customer.password_changed',
    ],
    handle: (tx, happened) => tellCustomer(strapi, tx, happened),
  });
  listen(strapi, {
    name: 'notifications.prices',
    events: ['product.updated', 'product.published'],
    handleAll: (tx, events) => tellOfPrices(strapi, tx, events),
  });
  listen(strapi, {
    name: 'notifications.webhooks',
    events: ['webhook.disabled'],
    handle: (tx, happened) => tellOfWebhook(strapi, tx, happened),
  });
}
