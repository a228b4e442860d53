import type { Job, Outcome, Verb } from '../domain/provider';
import { toPaypal, type PaypalMoney } from './amounts';
import type { No, Paypal } from './client';
import { customIdOf } from './names';
import { orderSchema, refundSchema, type Order, type Refund } from './objects';
import { captureOf, outcomeOfNo, outcomeOfOrder, outcomeOfRefund } from './outcomes';

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
    const no = captured.kind === 'no' ? outcomeOfNo(captured) : undefined;
    if (no !== undefined && no.result !== 'failed') return no;
    // The answer was cut short, or the money may have come by another hand: the order knows.
    const now = await orderNow(id, record);
    if (now.kind === 'no') return untold(now);
    const isOpen = captureOf(now.answer) === undefined && !isCapturedBefore(captured);
    return no !== undefined && isOpen ? no : outcomeOfOrder(now.answer);
  };

  const giveBack = async ({ payment, key, record }: Job, amount: PaypalMoney) => {
    if (payment.receipt === null)
      throw new Error('PayPal’s name for the captured money is not known');
    return paypal.call(refundSchema, {
      method: 'POST',
      path: `/v2/payments/captures/${encodeURIComponent(payment.receipt)}/refund`,
      requestId: key,
      record,
      body: JSON.stringify({
        amount,
        custom_id: customIdOf({ paymentId: payment.documentId, key }),
        note_to_payer: `Order ${payment.orderNumber}`,
      }),
    });
  };

  const refund: Verb = async (job) => {
    const converted = toPaypal(job.amount, job.payment.currency);
    if (converted.kind !== 'amount') return byHand;
    const made = await giveBack(job, converted.money);
    return made.kind === 'yes' ? outcomeOfMade(made.answer, job.record) : outcomeOfNo(made);
  };

  /** The answer may have been cut short. */
  const outcomeOfMade = async (made: Refund, record: Job['record']): Promise<Outcome> => {
    if (made.amount != null) return outcomeOfRefund(made);
    const found = await refundNow(made.id, record);
    return found.kind === 'yes' ? outcomeOfRefund(found.answer) : untold(found);
  };

  const refundNow = (id: string, record: Job['record']) =>
    paypal.call(refundSchema, {
      method: 'GET',
      path: `/v2/payments/refunds/${encodeURIComponent(id)}`,
      record,
    });

  const askAboutRefund = async (job: Job): Promise<Outcome> => {
    if (job.providerId !== null) {
      const found = await refundNow(job.providerId, job.record);
      return found.kind === 'yes' ? outcomeOfRefund(found.answer) : untold(found);
    }
    const converted = toPaypal(job.amount, job.payment.currency);
    if (converted.kind !== 'amount') return byHand;
    // PayPal keeps the key for 45 days, so the same call finds what an earlier one made.
    const made = await giveBack(job, converted.money);
    if (made.kind === 'yes') return outcomeOfMade(made.answer, job.record);
    return isOfAsking(made) ? untold(made) : outcomeOfNo(made);
  };

  const look: Verb = async ({ operation, providerId, payment, record }) => {
    const name = operation === 'refund' ? providerId : payment.reference;
    if (name === null) return { result: 'unknown', why: 'PayPal’s name for it is not known' };
    if (operation === 'refund') {
      const found = await refundNow(name, record);
      return found.kind === 'yes' ? outcomeOfRefund(found.answer) : outcomeOfNo(found);
    }
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
      if (now.kind === 'no') return now.status === 404 ? outcomeOfNo(now) : untold(now);
      return now.answer.status === 'APPROVED'
        ? capture(job, reference)
        : outcomeOfOrder(now.answer);
    },
  };
}

/** A no to a question says nothing of the money: what was done before is not undone by it. */
function untold({ code, message }: No): Outcome {
  return { result: 'unknown', why: `PayPal does not tell: ${code} ${message}` };
}

/** A no that is about who asks, or about what they may see, and not about the money. */
function isOfAsking({ status }: No): boolean {
  return status === 403 || status === 404;
}

function isCapturedBefore(captured: { kind: 'yes' } | No): boolean {
  return captured.kind === 'no' && captured.code === 'ORDER_ALREADY_CAPTURED';
}

const byHand: Outcome = {
  result: 'by_hand',
  message: 'PayPal cannot give this amount back to the last digit: hand it back by hand.',
};

function moneyOf({ amount, payment }: Job): PaypalMoney {
  const converted = toPaypal(amount, payment.currency);
  if (converted.kind === 'amount') return converted.money;
  throw new Error(`${amount} ${payment.currency} cannot be said to PayPal: ${converted.kind}`);
}

function approveUrlOf({ links }: Order): string | undefined {
  return links.find(({ rel }) => rel === 'payer-action' || rel === 'approve')?.href;
}
