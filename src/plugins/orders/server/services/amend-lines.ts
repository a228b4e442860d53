import { lowerAllocations } from '../../../inventory/server/contract';
import { invalid, Refusal, type Transaction } from '../../../kernel/server/contract';
import { scaleOrder } from '../../../pricing/server/contract';
import { amendLines as amend, type AmendedLines, type WantedLine } from '../domain/amend-lines';
import { lineSummary } from '../domain/line-summary';
import type { Order, OrderLine } from '../domain/order';
import type { TouchedOrder } from '../sql/touch-order';
import { writeLines } from '../sql/write-lines';
import { lockAmendable, recordChange, type Said } from './amend-order';

/**
 * Lowers lines of an order that has not left yet, or takes them away: the totals are worked out anew,
 * the goods are back on sale. Where more is kept than is owed then, the event tells how much more.
 *
 * @param orderId document id
 * @throws Refusal ORDER_NOT_FOUND, NOT_EDITABLE, VALIDATION_FAILED
 */
export async function amendLines(
  tx: Transaction,
  orderId: string,
  wanted: readonly WantedLine[],
  said: Said,
): Promise<void> {
  const { lock, order } = await lockAmendable(tx, orderId);
  const amended = amend(order.lines, wanted);
  if (amended.kind === 'unchanged') return;
  if (amended.kind !== 'amended') throw refused(amended);
  const { lines, ...totals } = pricedAnew(order, amended.lines);
  await tx.query(writeLines, [
    lock.id,
    {
      ...totals,
      lines: lines.map((line) => ({ ...line, summary: lineSummary(line, order.currency) })),
    },
  ]);
  await recordChange(tx, lock, said, {
    kind: 'lines',
    change: amended.change,
    ...overpaidBy(lock, totals.total),
  });
  // Last, for it locks the stock rows.
  const lowered = await lowerAllocations(
    tx,
    orderId,
    amended.lowered.map(({ lineId, quantity }) => ({ orderLineId: lineId, quantity })),
  );
  if (lowered.kind === 'gone') {
    throw new Refusal('NOT_EDITABLE', 'Some of these goods have left the store already.', {
      status: order.status,
    });
  }
}

/** What is left of an order on the terms that it was placed with. */
function pricedAnew(order: Order, left: readonly OrderLine[]) {
  const kept = new Map(left.map((line) => [line.documentId, line]));
  const { lines, totals, discountLines, taxLines } = scaleOrder(
    { ...order, shipping: order.shippingTotal, tax: order.taxTotal },
    order.lines.map(({ documentId }) => kept.get(documentId)?.quantity ?? 0),
  );
  return {
    subtotal: totals.subtotal,
    discountTotal: totals.discount,
    taxTotal: totals.tax,
    roundingTotal: totals.rounding,
    total: totals.total,
    discountLines,
    taxLines,
    lines: order.lines.flatMap((line, turn) => {
      const keeps = kept.get(line.documentId);
      return keeps === undefined ? [] : [{ ...keeps, ...lines[turn] }];
    }),
  };
}

/** What is kept and is not owed any more. It is given back by who took it. */
function overpaidBy({ amount_paid }: TouchedOrder, total: number): { overpaid?: number } {
  return amount_paid > total ? { overpaid: amount_paid - total } : {};
}

function refused(amended: Exclude<AmendedLines, { kind: 'amended' | 'unchanged' }>): Refusal {
  switch (amended.kind) {
    case 'unknown':
      return fault(['items', String(amended.turn), 'lineId'], 'is no line of this order');
    case 'raised':
      return fault(
        ['items', String(amended.turn), 'quantity'],
        `must not be more than the ${amended.quantity} that were ordered`,
      );
    case 'emptied':
      return fault(['items'], 'must leave something; cancel the order instead');
  }
}

function fault(path: string[], message: string): Refusal {
  return invalid([{ path, message }]);
}
