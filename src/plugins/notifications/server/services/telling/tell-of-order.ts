import type { Core } from '@strapi/strapi';
import type { Happened } from '../../../../jobs/server/contract';
import type { Transaction } from '../../../../kernel/server/contract';
import type { Kind } from '../../domain/kinds';
import { causeOf, queueMessages, type Wish } from '../queue/queue-messages';
import { messageSettings, type MessageSettings } from '../settings';
import { buyersOf, buyerWishes } from './buyers';

export type OrderHappened = Happened<
  'order.placed' | 'order.ready' | 'order.delivered' | 'order.cancelled'
>;

const KIND_OF: Readonly<Record<OrderHappened['event'], Kind>> = {
  'order.placed': 'orderPlaced',
  'order.ready': 'orderReady',
  'order.delivered': 'orderDelivered',
  'order.cancelled': 'orderCancelled',
};

/** Tells the buyers of orders how they stand, and staff of new ones. */
export async function tellOfOrders(
  strapi: Core.Strapi,
  tx: Transaction,
  events: readonly OrderHappened[],
): Promise<void> {
  const settings = await messageSettings(strapi, tx);
  const told = events.map((happened) => ({
    happened,
    orderId: happened.payload.documentId,
    kind: KIND_OF[happened.event],
  }));
  const buyers = await buyersOf(tx, settings, told);
  const news = told.map(({ happened, orderId, kind }) => {
    const parameters = { orderId };
    const wishes = buyerWishes(buyers, orderId, kind, parameters);
    const isNew = happened.event === 'order.placed' && buyers.has(orderId);
    if (isNew) wishes.push(...staffWishes(settings, 'newOrder', parameters));
    return { cause: causeOf(happened), wishes };
  });
  await queueMessages(tx, settings, news);
}

/** A message for everybody of the shop who is to be told. */
export function staffWishes(
  { staffRecipients, language }: MessageSettings,
  kind: Kind,
  parameters: object,
): Wish[] {
  return staffRecipients.map((recipient) => ({
    kind,
    channel: 'email',
    recipient,
    language,
    parameters,
  }));
}
