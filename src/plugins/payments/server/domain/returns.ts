import { portionOf } from '../../../kernel/server/contract';
import { roundingOf } from '../../../pricing/server/contract';

/** A part of a line that its buyer gives back. */
export interface WantedReturn {
  /** Document id of the order's line. */
  lineId: string;
  quantity: number;
}

/** What is needed of a line of an order; the total in minor units. */
export interface ReturnableLine {
  documentId: string;
  sku: string;
  quantity: number;
  total: number;
}

export type ReturnShare =
  | { kind: 'share'; amount: number; goods: { lineId: string; sku: string; quantity: number }[] }
  | { kind: 'unknown'; turn: number }
  | { kind: 'too_many'; turn: number; quantity: number };

/** What parts of lines came to, when they were bought. */
export function shareOf(
  lines: readonly ReturnableLine[],
  wanted: readonly WantedReturn[],
): ReturnShare {
  let amount = 0;
  const goods = [];
  for (const [turn, { lineId, quantity }] of wanted.entries()) {
    const line = lines.find(({ documentId }) => documentId === lineId);
    if (line === undefined) return { kind: 'unknown', turn };
    if (quantity > line.quantity) return { kind: 'too_many', turn, quantity: line.quantity };
    amount += portionOf(line.total, quantity, line.quantity);
    goods.push({ lineId, sku: line.sku, quantity });
  }
  return { kind: 'share', amount, goods };
}

/**
 * What goes back for parts of lines, rounded as the order's total was. The last of several such refunds
 * may be rounded beyond what is left, by no more than a step: it is then what is left.
 *
 * @param share what the parts came to, in minor units, as all of it
 * @param left what can still go back of the order
 * @param roundTotalTo what the order's total is a multiple of
 */
export function refundFor(share: number, left: number, roundTotalTo: number): number {
  const rounded = share + roundingOf(share, roundTotalTo);
  return rounded > left && rounded - left <= roundTotalTo ? left : rounded;
}
