import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Call, Reply } from '../lib/http';
import { capitals } from '../lib/ids';
import { bodyAs } from './access';
import type { Books, Capture, Refund } from './books';
import { minorUnits, moneyOf, moneySchema, unitsOf } from './money';
import { presentCapture, presentRefund, type Links } from './present';
import { refusal } from './refusals';

const refundSchema = z.object({
  amount: moneySchema.optional(),
  custom_id: z.string().optional(),
  invoice_id: z.string().optional(),
  note_to_payer: z.string().max(255).optional(),
});

/** Captured payments and what is given back of them. */
export class Refunds {
  constructor(
    private readonly books: Books,
    private readonly links: Links,
  ) {}

  retrieveCapture({ params }: Call): Reply {
    return { status: 200, body: presentCapture(this.books.capture(params.id), this.links) };
  }

  retrieve({ params }: Call): Reply {
    return { status: 200, body: presentRefund(this.books.refund(params.id), this.links) };
  }

  /** `POST /v2/payments/captures/:id/refund`. The fault `pending` lets it take `ms`, `failed` fail after them. */
  create(call: Call): Reply {
    const capture = this.books.capture(call.params.id);
    const body = bodyAs(refundSchema, call);
    const left = capture.units - capture.refundedUnits;
    if (capture.status === 'PENDING') {
      throw refusal('PENDING_CAPTURE', 'Cannot initiate a refund as the capture is pending.');
    }
    if (left === 0) {
      throw refusal('CAPTURE_FULLY_REFUNDED', 'The capture has already been fully refunded.');
    }
    if (this.books.isDisputed(capture)) {
      throw refusal(
        'REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK',
        'Refunds not allowed on this capture due to a chargeback on the card or bank.',
      );
    }
    const currency = capture.amount.currency_code;
    const units = body.amount === undefined ? left : unitsOf(body.amount, '/amount/value');
    if (body.amount !== undefined && body.amount.currency_code !== currency) {
      throw refusal(
        'REFUND_CAPTURE_CURRENCY_MISMATCH',
        'Refund must be in the same currency as the capture.',
      );
    }
    if (units > left) {
      throw refusal(
        'REFUND_AMOUNT_EXCEEDED',
        'The refund amount must be less than or equal to the capture amount that has not yet been refunded.',
      );
    }
    const { fault } = call;
    const isSlow = fault?.do === 'pending' || fault?.do === 'failed';
    const refund: Refund = {
      id: capitals(17),
      captureId: capture.id,
      status: isSlow ? 'PENDING' : 'COMPLETED',
      units,
      amount: moneyOf(units, currency),
      customId: body.custom_id ?? capture.customId,
      invoiceId: body.invoice_id,
      note: body.note_to_payer,
      createdAt: new Date().toISOString(),
    };
    this.books.refunds.set(refund.id, refund);
    capture.refundedUnits += units;
    capture.status = capture.refundedUnits === capture.units ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
    if (isSlow) {
      this.tell('PAYMENT.REFUND.PENDING', 'is being refunded', refund);
      void this.end(refund, capture, fault.do === 'pending', fault.ms);
    } else {
      this.complete(refund);
    }
    return { status: 201, body: presentRefund(refund, this.links) };
  }

  private async end(
    refund: Refund,
    capture: Capture,
    succeeds: boolean,
    ms: number,
  ): Promise<void> {
    await sleep(ms, undefined, { ref: false });
    if (succeeds) {
      refund.status = 'COMPLETED';
      this.complete(refund);
      return;
    }
    refund.status = 'FAILED';
    capture.refundedUnits -= refund.units;
    capture.status = capture.refundedUnits === 0 ? 'COMPLETED' : 'PARTIALLY_REFUNDED';
    this.tell('PAYMENT.REFUND.FAILED', 'failed', refund);
  }

  private complete(refund: Refund): void {
    const { currency_code: currency } = refund.amount;
    this.books.ledger.add({
      kind: 'refund',
      id: refund.id,
      of: refund.captureId,
      reference: refund.invoiceId ?? refund.customId ?? '',
      amount: minorUnits(refund.units, currency),
      currency,
    });
    this.tell('PAYMENT.CAPTURE.REFUNDED', 'was refunded', refund);
  }

  private tell(type: string, became: string, refund: Refund): void {
    const { value, currency_code: currency } = refund.amount;
    const summary = `A $ ${value} ${currency} capture payment ${became}`;
    const told = presentRefund(refund, this.links);
    this.books.events.emit(type, 'refund', summary, told, refund.units);
  }
}
