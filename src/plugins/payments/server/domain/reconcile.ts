import { formatAmount } from '../../../kernel/server/contract';
import type { ListedMovement } from './provider';

/** Money that has moved, as our books have it. */
export interface OurMovement {
  /** Document id of the operation. */
  id: string;
  operation: 'capture' | 'refund';
  /** Minor units. */
  amount: number;
  currency: string;
  paymentId: string;
  orderNumber: string;
  /** The provider's names for the payment, its money and this operation, as far as they are known. */
  reference: string | null;
  receipt: string | null;
  providerId: string | null;
  /** Whether it is of the time that is compared; others are there to be found by theirs. */
  isDue: boolean;
}

export interface Compared {
  /** Pairs that are the same in both books. */
  agreed: number;
  differences: Difference[];
  /** Ours of that time that their list has not: it may be late, or there is none. */
  unseen: OurMovement[];
}

export type Difference =
  | { kind: 'unknown_to_us'; theirs: ListedMovement }
  | { kind: 'another_amount'; theirs: ListedMovement; ours: OurMovement };

/**
 * Compares a provider's list with ours, both ways. Each of ours stands for one of theirs.
 *
 * @param theirs may reach beyond the time that is compared
 */
export function compareBooks(
  theirs: readonly ListedMovement[],
  ours: readonly OurMovement[],
): Compared {
  const left = new Set(ours);
  const compared: Compared = { agreed: 0, differences: [], unseen: [] };
  for (const listed of theirs) {
    const match =
      [...left].find((one) => isSame(listed, one)) ?? [...left].find((one) => mayBe(listed, one));
    if (match === undefined) {
      compared.differences.push({ kind: 'unknown_to_us', theirs: listed });
      continue;
    }
    left.delete(match);
    if (match.amount === listed.amount && match.currency === listed.currency) compared.agreed += 1;
    else compared.differences.push({ kind: 'another_amount', theirs: listed, ours: match });
  }
  compared.unseen = [...left].filter(({ isDue }) => isDue);
  return compared;
}

/** Both books call it the same. */
function isSame(listed: ListedMovement, ours: OurMovement): boolean {
  if (listed.operation !== ours.operation) return false;
  if (listed.operation === 'refund') return listed.providerId === ours.providerId;
  return [ours.reference, ours.receipt].some(
    (name) => name !== null && (name === listed.reference || name === listed.providerId),
  );
}

/** We have not been told its name, but order and amount are right. */
function mayBe(listed: ListedMovement, ours: OurMovement): boolean {
  return (
    listed.operation === ours.operation &&
    ours.amount === listed.amount &&
    ours.currency === listed.currency &&
    (listed.operation === 'capture'
      ? ours.receipt === null && ours.orderNumber === listed.orderNumber
      : ours.providerId === null && [ours.reference, ours.receipt].includes(listed.reference))
  );
}

/** One line for who compares the books. */
export function tellDifference(difference: Difference): string {
  const { theirs } = difference;
  const said = `${theirs.operation} ${theirs.providerId} of ${theirs.reference}, ${amountOf(theirs)}, ${theirs.at.toISOString()}`;
  return difference.kind === 'unknown_to_us'
    ? `not in our books: ${said}`
    : `another amount in our books: ${said}; ours is ${amountOf(difference.ours)}, ${whereOf(difference.ours)}`;
}

/** @param why what the provider says of it, asked by itself */
export function tellUnseen(ours: OurMovement, why: string): string {
  return `not in theirs: ${ours.operation} of ${amountOf(ours)}, ${whereOf(ours)}: ${why}`;
}

/** @param why the provider cannot tell of it */
export function tellUntold(ours: OurMovement, why: string): string {
  return `not told of: ${ours.operation} of ${amountOf(ours)}, ${whereOf(ours)}: ${why}`;
}

function whereOf({ orderNumber, paymentId }: OurMovement): string {
  return `order ${orderNumber}, payment ${paymentId}`;
}

function amountOf({ amount, currency }: { amount: number; currency: string }): string {
  return `${formatAmount(amount, currency)} ${currency}`;
}
