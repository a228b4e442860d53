import type { Core } from '@strapi/strapi';
import { returnGoods } from '../../../../inventory/server/contract';
import { dukaConfig, invalid, type Transaction } from '../../../../kernel/server/contract';
import type { Order } from '../../../../orders/server/contract';
import { refundable, refundedAlone, type LedgerPayment } from '../../domain/ledger';
import type { Money } from '../../domain/provider';
import { refundFor, shareOf, type WantedReturn } from '../../domain/returns';
import {
  closeBooks,
  newOperation,
  openBooks,
  withOperation,
  type Books,
  type Entry,
} from '../ledger/books';
import { providersOf } from '../providers/registry';
import { nothingToRefund, refundExceeds } from '../refusals';

export interface RefundRequest {
  order: Pick<Order, 'documentId' | 'lines' | 'roundTotalTo'>;
  /** Minor units; what the lines come to where it is left out, else all that is left. */
  amount?: number | undefined;
  reason: string;
  lines: readonly WantedReturn[];
  /** Whether the goods of the lines are back in their store. */
  restock: boolean;
  by: string;
  /**
   * What may go back of one order without somebody else’s approval, in minor units; undefined for any
   * amount.
   */
  approvalAbove: number | undefined;
  /** Whether the provider of a method can give back a sum to the last digit. */
  canGiveBack: (method: string, sum: Money) => boolean;
}

/**
 * Writes down that money of an order shall go back, of its latest payments first, and puts goods back
 * into stock where that is asked for. The provider is called afterwards.
 *
 * @param requestKey the same for a repeated call, which is given the same refund
 * @returns document ids of the operations, the refund's own first
 * @throws Refusal NOTHING_TO_REFUND, REFUND_EXCEEDS_CAPTURED, VALIDATION_FAILED
 */
export async function requestRefund(
  tx: Transaction,
  request: RefundRequest,
  requestKey: string | undefined,
): Promise<string[]> {
  const books = await openBooks(tx, request.order.documentId);
  const earlier = requestKey === undefined ? [] : askedBefore(books, requestKey);
  if (earlier.length > 0) return earlier;

  const captured = books.payments.some(({ amountCaptured }) => amountCaptured > 0);
  if (!captured) throw nothingToRefund();
  const left = books.payments.reduce((total, payment) => total + refundable(payment), 0);
  const share = returnedOf(request);
  const returned = refundFor(share.amount, left, request.order.roundTotalTo);
  const amount = request.amount ?? (request.lines.length > 0 ? returned : left);
  if (amount > left || amount === 0) throw refundExceeds(left, books.order.currency);

  // With what went back before: in parts, any amount would stay below the limit.
  const alone = amount + refundedAlone(books.payments);
  const isTooMuch = request.approvalAbove !== undefined && alone > request.approvalAbove;
  const approval = isTooMuch ? 'waiting' : 'none';
  const parts = partsOf(books.payments, amount);
  refuseUnsayable(request, parts);
  const entries = parts.map(({ payment, part }, turn): Entry => {
    const key = requestKey === undefined ? null : keyOfPart(requestKey, turn);
    const tries = approval === 'none' ? 1 : 0;
    return {
      payment,
      operation: newOperation('refund', part, { requestKey: key, approval, tries }),
      // Soon, for whoever finds it where this process dies before the provider has answered.
      checkIn: approval === 'none' ? 30 : null,
      reason: request.reason.slice(0, 255),
      requestedBy: request.by,
      ...(turn === 0 && request.lines.length > 0 ? { goods: share.goods } : {}),
    };
  });
  const payments = books.payments.map((payment) => {
    const entry = entries.find((one) => one.payment === payment);
    return entry === undefined ? payment : withOperation(payment, entry.operation);
  });
  await closeBooks(tx, books, payments, entries);
  // Last, for it locks the stock rows.
  if (request.restock) await takeBack(tx, request);
  return entries.map(({ operation }) => operation.documentId);
}

/** What is all that is left, whatever it comes to, goes back by hand where it must. */
function refuseUnsayable(
  { amount, lines, canGiveBack }: RefundRequest,
  parts: readonly { payment: LedgerPayment; part: number }[],
): void {
  if (amount === undefined && lines.length === 0) return;
  const isFine = parts.every(({ payment: { method, currency }, part }) =>
    canGiveBack(method, { amount: part, currency }),
  );
  if (isFine) return;
  const path = [amount === undefined ? 'lines' : 'amount'];
  throw invalid([{ path, message: 'comes to digits that its payment provider cannot give back' }]);
}

function askedBefore({ payments }: Books, requestKey: string): string[] {
  return payments
    .flatMap(({ operations }) => operations)
    .filter((one) => one.requestKey?.startsWith(requestKey))
    .map(({ documentId }) => documentId);
}

/** A key of its own for each payment that a refund is taken from. */
function keyOfPart(requestKey: string, turn: number): string {
  return turn === 0 ? requestKey : `${requestKey}.${turn}`;
}

function returnedOf({ order, lines }: RefundRequest) {
  const share = shareOf(order.lines, lines);
  if (share.kind === 'share') return share;
  throw share.kind === 'unknown'
    ? lineFault(share.turn, 'lineId', 'is no line of this order')
    : lineFault(share.turn, 'quantity', `must not be more than ${share.quantity}`);
}

async function takeBack(tx: Transaction, { order, lines, by }: RefundRequest): Promise<void> {
  const returned = await returnGoods(tx, {
    orderId: order.documentId,
    lines: lines.map(({ lineId, quantity }) => ({ orderLineId: lineId, quantity })),
    actor: by,
  });
  if (returned.kind === 'returned') return;
  const turn = lines.findIndex(({ lineId }) => lineId === returned.orderLineId);
  throw lineFault(turn, 'quantity', 'must not be more than what has left the store');
}

function lineFault(turn: number, field: string, message: string) {
  return invalid([{ path: ['lines', String(turn), field], message }]);
}

/** Which payments it is taken from, the latest first. */
function partsOf(payments: readonly LedgerPayment[], amount: number) {
  const parts: { payment: LedgerPayment; part: number }[] = [];
  let left = amount;
  for (const payment of [...payments].reverse()) {
    const part = Math.min(left, refundable(payment));
    if (part > 0) parts.push({ payment, part });
    left -= part;
  }
  return parts;
}

/** Whether the provider of a method can give back a sum; one that is known no more is not asked. */
export function canGiveBack(strapi: Core.Strapi, method: string, sum: Money): boolean {
  return providersOf(strapi).get(method)?.provider.canGiveBack?.(sum) ?? true;
}

/** The amount above which a refund needs a second person; undefined where none does. */
export function approvalLimitOf(strapi: Core.Strapi): number | undefined {
  return dukaConfig(strapi).payments.refundApprovalAbove;
}
