import type { OrderLine } from './order';

/** A line as it shall be; 0 takes it away. */
export interface WantedLine {
  /** Document id of the order line. */
  lineId: string;
  quantity: number;
}

export type AmendedLines =
  | {
      kind: 'amended';
      /** What is left, with the new quantities. */
      lines: OrderLine[];
      /** What was given back: lines with the quantity that they keep. */
      lowered: WantedLine[];
      /** For the history: `TEA-250: 3 → 1, MUG-1: 1 → 0`. */
      change: string;
    }
  /** The order has no such line. */
  | { kind: 'unknown'; turn: number }
  /** A line cannot have more than was ordered: the goods were not held and the price not agreed. */
  | { kind: 'raised'; turn: number; quantity: number }
  /** Nothing would be left, which is a cancellation. */
  | { kind: 'emptied' }
  /** Every line has that quantity already. */
  | { kind: 'unchanged' };

/**
 * Works out what an order's lines become when some of them are lowered or taken away.
 *
 * @param wanted each line at most once; lines that it does not name stay as they are
 */
export function amendLines(
  lines: readonly OrderLine[],
  wanted: readonly WantedLine[],
): AmendedLines {
  for (const [turn, { lineId, quantity }] of wanted.entries()) {
    const line = lines.find(({ documentId }) => documentId === lineId);
    if (line === undefined) return { kind: 'unknown', turn };
    if (quantity > line.quantity) return { kind: 'raised', turn, quantity: line.quantity };
  }
  const quantities = new Map(wanted.map(({ lineId, quantity }) => [lineId, quantity]));
  const amended = lines.map((line) => ({
    before: line.quantity,
    line: { ...line, quantity: quantities.get(line.documentId) ?? line.quantity },
  }));
  const lowered = amended.filter(({ before, line }) => line.quantity < before);
  if (lowered.length === 0) return { kind: 'unchanged' };
  const left = amended.map(({ line }) => line).filter(({ quantity }) => quantity > 0);
  if (left.length === 0) return { kind: 'emptied' };
  return {
    kind: 'amended',
    lines: left,
    lowered: lowered.map(({ line }) => ({ lineId: line.documentId, quantity: line.quantity })),
    change: lowered
      .map(({ before, line }) => `${line.sku}: ${before} → ${line.quantity}`)
      .join(', '),
  };
}
