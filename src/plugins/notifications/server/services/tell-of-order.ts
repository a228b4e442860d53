import type { Core } from '@strapi/strapi';
import { phoneNumber } from '../../../accounts/server/contract';
import type { Happened } from '../../../jobs/server/contract';
import type { Transaction } from '../../../kernel/server/contract';
import { orderBy, type Order } from '../../../orders/server/contract';
import type { Kind } from '../domain/kinds';
import { listPush } from '../sql/push-subscriptions';
import { queueMessages, type Wish } from './queue-messages';
import { messageSettings, type MessageSettings } from './settings';

export type OrderHappened = Happened<
  'order.placed' | 'order.ready' | 'order.shipped' | 'order.delivered' | 'order.cancelled'
>;

const KIND_OF: Readonly<Record<OrderHappened['event'], Kind>> = {
  'order.placed': 'orderPlaced',
  'order.ready': 'orderReady',
  'order.shipped': 'orderShipped',
  'order.delivered': 'orderDelivered',
  'order.cancelled': 'orderCancelled',
};

/** Tells the buyer of an order how it stands, and staff of a new one. */
export async function tellOfOrder(
  strapi: Core.Strapi,
  tx: Transaction,
  happened: OrderHappened,
): Promise<void> {
  const { event, id, payload } = happened;
  const settings = await messageSettings(strapi, tx);
  const order = await orderBy(tx, payload.documentId);
  if (order === undefined) return;
  const parameters = { orderId: order.documentId };
  const cause = { event, id: String(id) };
  const wishes = await buyerWishes(tx, settings, order, KIND_OF[event], parameters);
  if (event === 'order.placed') wishes.push(...staffWishes(settings, 'newOrder', parameters));
  await queueMessages(tx, settings, cause, wishes);
}

/** A message for the buyer of an order, on every way that leads to them. */
export async function buyerWishes(
  tx: Transaction,
  settings: MessageSettings,
  order: Order,
  kind: Kind,
  parameters: object,
): Promise<Wish[]> {
  const phone = phoneNumber.safeParse(order.phone ?? '');
  const browsers = settings.isOn(kind, 'push')
    ? await tx.query(listPush, [order.customerId, order.documentId])
    : [];
  return [
    { kind, channel: 'email', recipient: order.email, parameters },
    ...(phone.success
      ? [{ kind, channel: 'sms', recipient: phone.data, parameters } as const]
      : []),
    ...browsers.map(
      ({ endpoint }) => ({ kind, channel: 'push', recipient: endpoint, parameters }) as const,
    ),
  ];
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
