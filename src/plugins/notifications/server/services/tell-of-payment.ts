import type { Core } from '@strapi/strapi';
import type { Happened } from '../../../jobs/server/contract';
import type { Transaction } from '../../../kernel/server/contract';
import { orderBy } from '../../../orders/server/contract';
import { wasCancelled } from '../sql/was-cancelled';
import { queueMessages, type Wish } from './queue-messages';
import { messageSettings, type MessageSettings } from './settings';
import { buyerWishes, staffWishes } from './tell-of-order';

export type PaymentHappened = Happened<
  'payment.captured' | 'payment.refunded' | 'payment.failed' | 'payment.review' | 'payment.disputed'
>;

/** Tells the buyer of money that came or went back, and staff of money that needs them. */
export async function tellOfPayment(
  strapi: Core.Strapi,
  tx: Transaction,
  happened: PaymentHappened,
): Promise<void> {
  const settings = await messageSettings(strapi, tx);
  const cause = { event: happened.event, id: String(happened.id) };
  await queueMessages(tx, settings, cause, await wishesOf(tx, happened, settings));
}

async function wishesOf(
  tx: Transaction,
  happened: PaymentHappened,
  settings: MessageSettings,
): Promise<Wish[]> {
  switch (happened.event) {
    case 'payment.captured': {
      const { amountCaptured: amount, ...payment } = happened.payload;
      const parameters = { ...named(payment), amount };
      const wishes = await forBuyer(tx, settings, payment.orderId, 'orderPaid', parameters);
      const [cancelled] = await tx.query(wasCancelled, [payment.orderId]);
      if (cancelled !== undefined) wishes.push(...staffWishes(settings, 'lateMoney', parameters));
      return wishes;
    }
    case 'payment.refunded': {
      const { amountRefunded: amount, ...payment } = happened.payload;
      return forBuyer(tx, settings, payment.orderId, 'orderRefunded', {
        ...named(payment),
        amount,
      });
    }
    case 'payment.failed': {
      const { amount, reason } = happened.payload;
      const parameters = { ...named(happened.payload), amount, reason };
      return staffWishes(settings, 'paymentFailed', parameters);
    }
    case 'payment.review': {
      const { payload } = happened;
      const about = 'orderId' in payload ? named(payload) : { method: payload.provider };
      return staffWishes(settings, 'paymentReview', { ...about, reason: payload.why });
    }
    case 'payment.disputed': {
      const { orderId, dispute } = happened.payload;
      return staffWishes(settings, 'paymentReview', { orderId, reason: `disputed: ${dispute}` });
    }
  }
}

function named({ orderId, currency, method }: Record<'orderId' | 'currency' | 'method', string>) {
  return { orderId, currency, method };
}

async function forBuyer(
  tx: Transaction,
  settings: MessageSettings,
  orderId: string,
  kind: 'orderPaid' | 'orderRefunded',
  parameters: object,
): Promise<Wish[]> {
  const order = await orderBy(tx, orderId);
  return order === undefined ? [] : buyerWishes(tx, settings, order, kind, parameters);
}
