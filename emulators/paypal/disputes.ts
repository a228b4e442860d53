import type { Call, Reply } from '../lib/http';
import { capitals, letters } from '../lib/ids';
import type { Books, Capture, Dispute } from './books';
import { presentCapture, presentDispute, presentRefund, type Links } from './present';

/** What buyers have against payments: `POST /_emulator/orders/:id/dispute`, and how it ends. */
export class Disputes {
  constructor(
    private readonly books: Books,
    private readonly links: Links,
  ) {}

  open({ params }: Call): Reply {
    const capture = this.books.capture(this.books.order(params.id).captureId);
    const dispute: Dispute = {
      id: `PP-D-${letters(6).toUpperCase()}`,
      captureId: capture.id,
      status: 'OPEN',
      outcome: undefined,
      amount: capture.amount,
      createdAt: new Date().toISOString(),
    };
    this.books.disputes.set(dispute.id, dispute);
    return this.tell('CREATED', dispute);
  }

  retrieve({ params }: Call): Reply {
    return { status: 200, body: this.present(this.books.dispute(params.id)) };
  }

  /** `POST /_emulator/disputes/:id/close/:how`, `won` or `lost` by the shop. */
  close({ params }: Call): Reply {
    const dispute = this.books.dispute(params.id);
    dispute.status = 'RESOLVED';
    dispute.outcome = params.how === 'won' ? 'RESOLVED_SELLER_FAVOUR' : 'RESOLVED_BUYER_FAVOUR';
    return this.tell('RESOLVED', dispute);
  }

  /**
   * `POST /_emulator/orders/:id/reverse/:as`: its money is taken back. The message shows the `refund`, as
   * is documented, or the `capture`.
   */
  reverse({ params }: Call): Reply {
    const capture = this.books.capture(this.books.order(params.id).captureId);
    const shows = params.as === 'capture' ? 'capture' : 'refund';
    const body =
      shows === 'capture' ? presentCapture(capture, this.links) : this.presentTakenBack(capture);
    const summary = 'A capture payment was reversed';
    this.books.events.emit('PAYMENT.CAPTURE.REVERSED', shows, summary, body, capture.units);
    return { status: 200, body };
  }

  private presentTakenBack({ id: captureId, units, amount }: Capture): object {
    const createdAt = new Date().toISOString();
    const names = { customId: undefined, invoiceId: undefined, note: 'Payment reversed' };
    return presentRefund(
      { id: capitals(17), captureId, status: 'COMPLETED', units, amount, createdAt, ...names },
      this.links,
    );
  }

  private tell(what: string, dispute: Dispute): Reply {
    const body = this.present(dispute);
    const { units } = this.books.capture(dispute.captureId);
    const type = `CUSTOMER.DISPUTE.${what}`;
    this.books.events.emit(type, 'dispute', `A dispute is ${dispute.status}`, body, units);
    return { status: 200, body };
  }

  private present(dispute: Dispute): object {
    return presentDispute(dispute, this.books.capture(dispute.captureId), this.links);
  }
}
