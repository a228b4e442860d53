import type { Core } from '@strapi/strapi';
import type { Happened } from '../../../../jobs/server/contract';
import type { Transaction } from '../../../../kernel/server/contract';
import type { Kind } from '../../domain/kinds';
import { causeOf, queueMessages, type Wish } from '../queue/queue-messages';
import { messageSettings, type MessageSettings } from '../settings';
import { buyersOf, buyerWishes, type Buyers } from './buyers';
import { staffWishes } from './tell-of-order';

export type PaymentHappened = Happened<
  | 'payment.captured'
  | 'payment.refunded'
  | 'payment.failed'
  | 'payment.late'
  | 'payment.review'
  | 'payment.disputed'
>;

/** Tells buyers of money that came or went back, and staff of money that needs them. */
export async function tellOfPayments(
  strapi: Core.Strapi,
  tx: Transaction,
  events: readonly PaymentHappened[],
): Promise<void> {
  const settings = await messageSettings(strapi, tx);
  const told = events.flatMap((happened): { orderId: string; kind: Kind }[] => {
    const { event, payload } = happened;
    if (event === 'payment.captured') return [{ orderId: payload.orderId, kind: 'orderPaid' }];
    if (event === 'payment.refunded') return [{ orderId: payload.orderId, kind: 'orderRefunded' }];
    return [];
  });
  const buyers = await buyersOf(tx, settings, told);
  await queueMessages(
    tx,
    settings,
    events.map((happened) => ({
      cause: causeOf(happened),
      wishes: wishesOf(happened, settings, buyers),
    })),
  );
}

function wishesOf(
  { event, payload }: PaymentHappened,
  settings: MessageSettings,
  buyers: Buyers,
): Wish[] {
  switch (event) {
    case 'payment.captured': {
      const { amountCaptured: amount, ...payment } = payload;
      const parameters = { ...named(payment), amount };
      return buyerWishes(buyers, payment.orderId, 'orderPaid', parameters);
    }
    case 'payment.late': {
      // Of what the provider only keeps for us, nothing has been captured yet.
      const amount = payload.amountCaptured || payload.amount;
      const { became } = payload;
      return staffWishes(settings, 'lateMoney', { ...named(payload), amount, became });
    }
    case 'payment.refunded': {
      const { amountRefunded: amount, ...payment } = payload;
      const parameters = { ...named(payment), amount };
      return buyerWishes(buyers, payment.orderId, 'orderRefunded', parameters);
    }
    case 'payment.failed': {
      const { amount, reason } = payload;
      return staffWishes(settings, 'paymentFailed', { ...named(payload), amount, reason });
    }
    case 'payment.review': {
      const about = 'orderId' in payload ? named(payload) : { method: payload.provider };
      return staffWishes(settings, 'paymentReview', { ...about, reason: payload.why });
    }
    case 'payment.disputed': {
      const { orderId, dispute } = payload;
      return staffWishes(settings, 'paymentReview', { orderId, reason: `disputed: ${dispute}` });
    }
  }
}

function named({ orderId, currency, method }: Record<'orderId' | 'currency' | 'method', string>) {
  return { orderId, currency, method };
}
