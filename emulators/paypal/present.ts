import type { Capture, Dispute, Order, Refund } from './books';

/** Addresses in answers: HATEOAS links, which integrations follow. */
export interface Links {
  /** This emulator's own address. */
  base: string;
}

export function presentOrder(order: Order, capture: Capture | undefined, { base }: Links): object {
  const self = `${base}/v2/checkout/orders/${order.id}`;
  return {
    id: order.id,
    intent: 'CAPTURE',
    status: order.status,
    ...(order.status !== 'CREATED' && {
      payment_source: { paypal: PAYER },
      payer: PAYER,
    }),
    purchase_units: [
      {
        reference_id: order.referenceId,
        amount: order.amount,
        ...ids(order),
        payee: { email_address: 'shop@example.com', merchant_id: 'EMULATED00000' },
        ...(capture && { payments: { captures: [presentCapture(capture, { base })] } }),
      },
    ],
    create_time: order.createdAt,
    links: [
      { href: self, rel: 'self', method: 'GET' },
      ...(order.status === 'CREATED' || order.status === 'PAYER_ACTION_REQUIRED'
        ? [{ href: `${base}/checkoutnow?token=${order.id}`, rel: 'payer-action', method: 'GET' }]
        : []),
      { href: `${self}/capture`, rel: 'capture', method: 'POST' },
    ],
  };
}

export function presentCapture(capture: Capture, { base }: Links): object {
  const self = `${base}/v2/payments/captures/${capture.id}`;
  return {
    id: capture.id,
    status: capture.status,
    ...(capture.pendingReason && { status_details: { reason: capture.pendingReason } }),
    amount: capture.amount,
    final_capture: true,
    seller_protection: { status: 'ELIGIBLE' },
    ...ids(capture),
    supplementary_data: { related_ids: { order_id: capture.orderId } },
    create_time: capture.createdAt,
    update_time: new Date().toISOString(),
    links: [
      { href: self, rel: 'self', method: 'GET' },
      { href: `${self}/refund`, rel: 'refund', method: 'POST' },
      { href: `${base}/v2/checkout/orders/${capture.orderId}`, rel: 'up', method: 'GET' },
    ],
  };
}

export function presentRefund(refund: Refund, { base }: Links): object {
  return {
    id: refund.id,
    amount: refund.amount,
    status: refund.status,
    ...ids(refund),
    ...(refund.note && { note_to_payer: refund.note }),
    create_time: refund.createdAt,
    update_time: new Date().toISOString(),
    links: [
      { href: `${base}/v2/payments/refunds/${refund.id}`, rel: 'self', method: 'GET' },
      { href: `${base}/v2/payments/captures/${refund.captureId}`, rel: 'up', method: 'GET' },
    ],
  };
}

/** Of Disputes v1, which tells of the payment by its transaction alone. */
export function presentDispute(dispute: Dispute, capture: Capture, { base }: Links): object {
  return {
    dispute_id: dispute.id,
    create_time: dispute.createdAt,
    update_time: new Date().toISOString(),
    disputed_transactions: [
      {
        seller_transaction_id: capture.id,
        create_time: capture.createdAt,
        transaction_status: 'COMPLETED',
        gross_amount: capture.amount,
        ...(capture.invoiceId && { invoice_number: capture.invoiceId }),
        ...(capture.customId && { custom: capture.customId }),
      },
    ],
    reason: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED',
    status: dispute.status,
    dispute_amount: dispute.amount,
    ...(dispute.outcome && { dispute_outcome: { outcome_code: dispute.outcome } }),
    dispute_life_cycle_stage: 'CHARGEBACK',
    dispute_channel: 'INTERNAL',
    links: [{ href: `${base}/v1/customer/disputes/${dispute.id}`, rel: 'self', method: 'GET' }],
  };
}

function ids({ customId, invoiceId }: Pick<Capture, 'customId' | 'invoiceId'>): object {
  return {
    ...(customId && { custom_id: customId }),
    ...(invoiceId && { invoice_id: invoiceId }),
  };
}

const PAYER = {
  email_address: 'buyer@example.com',
  account_id: 'EMULATEDBUYER',
  name: { given_name: 'Amina', surname: 'Otieno' },
};
