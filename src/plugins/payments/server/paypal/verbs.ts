import type { Job, Outcome, Verb } from '../domain/provider';
import { toPaypal, type PaypalMoney } from './amounts';
import type { Paypal } from './client';
import { customIdOf } from './names';
import { orderSchema, refundSchema, type Order } from './objects';
import { outcomeOfNo, outcomeOfOrder, outcomeOfRefund } from './outcomes';

/** What PayPal does with money for us, and how it is asked what became of it. */
export interface PaypalVerbs {
  capture: Verb;
  refund: Verb;
  ask: Verb;
  look: Verb;
}

/** Where PayPal sends the payer afterwards. */
export interface Returns {
  returnUrl: string;
  cancelUrl: string;
}

/** @param returnsFor of an order's number; undefined where the shop has no pages of its own */
export function paypalVerbs(
  paypal: Paypal,
  returnsFor: (orderNumber: string) => Returns | undefined,
): PaypalVerbs {
  /** Makes the order that the payer approves; the same one at each try. */
  const create = async (job: Job): Promise<Outcome> => {
    const { payment, key, record } = job;
    const returns = returnsFor(payment.orderNumber);
    const created = await paypal.call(orderSchema, {
      method: 'POST',
      path: '/v2/checkout/orders',
      requestId: `${key}-order`,
      record,
      body: JSON.stringify({
        intent: 'CAPTURE',
        purchase_units: [
          {
            custom_id: customIdOf({ paymentId: payment.documentId, key }),
            // PayPal takes each once; an order may be paid in two payments.
            invoice_id: `${payment.orderNumber}-${payment.documentId.slice(-6)}`,
            amount: moneyOf(job),
          },
        ],
        payment_source: {
          paypal: {
            experience_context: {
              user_action: 'PAY_NOW',
              shipping_preference: 'NO_SHIPPING',
              ...(returns && { return_url: returns.returnUrl, cancel_url: returns.cancelUrl }),
            },
          },
        },
      }),
    });
    if (created.kind === 'no') return outcomeOfNo(created);
    const { answer } = created;
    return {
      ...outcomeOfOrder(answer),
      reference: answer.id,
      details: { approveUrl: approveUrlOf(answer) },
    };
  };

  const orderNow = (id: string, record: Job['record']) =>
    paypal.call(orderSchema, {
      method: 'GET',
      path: `/v2/checkout/orders/${encodeURIComponent(id)}`,
      record,
    });

  /** Takes the money of an order that its payer has approved. */
  const capture = async ({ key, record }: Job, id: string): Promise<Outcome> => {
    const captured = await paypal.call(orderSchema, {
      method: 'POST',
      path: `/v2/checkout/orders/${encodeURIComponent(id)}/capture`,
      requestId: key,
      record,
      body: '{}',
    });
    if (captured.kind === 'yes' && captured.answer.purchase_units.length > 0) {
      return outcomeOfOrder(captured.answer);
    }
    if (captured.kind === 'no' && captured.code !== 'ORDER_ALREADY_CAPTURED') {
      return outcomeOfNo(captured);
    }
    // The answer was cut short, or the money came by another hand.
    const now = await orderNow(id, record);
    return now.kind === 'yes' ? outcomeOfOrder(now.answer) : outcomeOfNo(now);
  };

  const refund: Verb = async (job) => {
    const { payment, key, record } = job;
    if (payment.receipt === null)
      throw new Error('PayPal’s name for the captured money is not known');
    const made = await paypal.call(refundSchema, {
      method: 'POST',
      path: `/v2/payments/captures/${encodeURIComponent(payment.receipt)}/refund`,
      requestId: key,
      record,
      body: JSON.stringify({
        amount: moneyOf(job),
        custom_id: customIdOf({ paymentId: payment.documentId, key }),
        note_to_payer: `Order ${payment.orderNumber}`,
      }),
    });
    if (made.kind === 'no') return outcomeOfNo(made);
    const { answer } = made;
    return answer.amount === undefined ? refundNow(answer.id, record) : outcomeOfRefund(answer);
  };

  const refundNow = async (id: string, record: Job['record']): Promise<Outcome> => {
    const path = `/v2/payments/refunds/${encodeURIComponent(id)}`;
    const found = await paypal.call(refundSchema, { method: 'GET', path, record });
    return found.kind === 'yes' ? outcomeOfRefund(found.answer) : outcomeOfNo(found);
  };

  const askAboutRefund = async (job: Job): Promise<Outcome> => {
    // PayPal keeps the key for 45 days, so the same call finds what an earlier one made.
    return job.providerId === null ? refund(job) : refundNow(job.providerId, job.record);
  };

  const look: Verb = async ({ operation, providerId, payment, record }) => {
    const name = operation === 'refund' ? providerId : payment.reference;
    if (name === null) return { result: 'unknown', why: 'PayPal’s name for it is not known' };
    if (operation === 'refund') return refundNow(name, record);
    const now = await orderNow(name, record);
    return now.kind === 'yes' ? outcomeOfOrder(now.answer) : outcomeOfNo(now);
  };

  return {
    capture: create,
    refund,
    look,
    async ask(job) {
      if (job.operation === 'refund') return askAboutRefund(job);
      const { reference } = job.payment;
      if (reference === null) return create(job);
      const now = await orderNow(reference, job.record);
      // Orders that nobody approves are forgotten after some hours.
      if (now.kind === 'no') return outcomeOfNo(now);
      return now.answer.status === 'APPROVED'
        ? capture(job, reference)
        : outcomeOfOrder(now.answer);
    },
  };
}

function moneyOf({ amount, payment }: Job): PaypalMoney {
  const converted = toPaypal(amount, payment.currency);
  if (converted.kind === 'amount') return converted.money;
  throw new Error(`${amount} ${payment.currency} cannot be said to PayPal: ${converted.kind}`);
}

function approveUrlOf({ links }: Order): string | undefined {
  return links.find(({ rel }) => rel === 'payer-action' || rel === 'approve')?.href;
}
