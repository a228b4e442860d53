import { phoneNumber } from '../../../../accounts/server/contract';
import type { Transaction } from '../../../../kernel/server/contract';
import { ordersBy, type Order } from '../../../../orders/server/contract';
import type { Kind } from '../../domain/kinds';
import { listPush } from '../../sql/push-subscriptions';
import type { Wish } from '../queue/queue-messages';
import type { MessageSettings } from '../settings';

/** An order, and the browsers that are told of it. */
interface Buyer {
  order: Order;
  browsers: readonly string[];
}

/** The buyers of orders, by the orders' document ids; none of an order that is not there. */
export type Buyers = ReadonlyMap<string, Buyer>;

/**
 * Reads whom messages about orders go to, all of them at once.
 *
 * @param told each order with the kind of message about it
 */
export async function buyersOf(
  tx: Transaction,
  settings: MessageSettings,
  told: readonly { orderId: string; kind: Kind }[],
): Promise<Buyers> {
  const ids = new Set(told.map(({ orderId }) => orderId));
  if (ids.size === 0) return new Map();
  const orders = await ordersBy(tx, [...ids]);
  const isPushed = told.some(({ kind }) => settings.isOn(kind, 'push'));
  const pushed = isPushed ? [...orders.values()] : [];
  const browsers = isPushed
    ? await tx.query(listPush, [
        pushed.map(({ documentId }) => documentId),
        pushed.map(({ customerId }) => customerId),
      ])
    : [];
  return new Map(
    [...orders].map(([id, order]) => {
      const mine = browsers.filter(({ order_id: orderId }) => orderId === id);
      return [id, { order, browsers: mine.map(({ endpoint }) => endpoint) }];
    }),
  );
}

/** A message for the buyer of an order, on every way that leads to them; none where it is not there. */
export function buyerWishes(
  buyers: Buyers,
  orderId: string,
  kind: Kind,
  parameters: object,
): Wish[] {
  const buyer = buyers.get(orderId);
  if (buyer === undefined) return [];
  const { order, browsers } = buyer;
  const phone = phoneNumber.safeParse(order.phone ?? '');
  const to = (channel: Wish['channel'], recipient: string): Wish => ({
    kind,
    channel,
    recipient,
    parameters,
  });
  return [
    to('email', order.email),
    ...(phone.success ? [to('sms', phone.data)] : []),
    ...browsers.map((endpoint) => to('push', endpoint)),
  ];
}
