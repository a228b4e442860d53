import type { Core } from '@strapi/strapi';
import { databaseOf, Refusal, type Queryable } from '../../../../kernel/server/contract';
import type { Operator } from '../../../../accounts/server/contract';
import { HANDED_BACK } from '../../cash/provider';
import type { LedgerOperation } from '../../domain/ledger';
import { BY_HAND, INITIAL_RESULT, isOpen, type OperationResult } from '../../domain/operations';
import { decideApproval } from '../../sql/decide-approval';
import { findOperation } from '../../sql/find-operation';
import type { OperationRow } from '../../sql/operation-row';
import { isBy, nameOf } from '../access';
import { closeBooks, openBooks, withOperation } from '../ledger/books';
import { settle } from '../ledger/settle';
import { carryOut, operationRow } from '../operations/carry-out';
import { providerOf } from '../providers/registry';
import { paymentRefused } from '../refusals';
import { wake } from '../wake';

/** A part of a refund, as it stands. */
export interface RefundPart {
  id: string;
  amount: number;
  result: OperationResult;
  waits: boolean;
  /** Whether only a person can give it back. */
  isByHand: boolean;
  /** Why it has failed. */
  no: { code: string; message: string };
}

/**
 * Lets providers give back what was written down. One that does not answer, or is left alone because it
 * did not, is asked again by the schedule.
 *
 * @param input what a provider is told that is not called, such as that of cash
 * @throws Refusal PAYMENT_REFUSED where a provider says no to all of it, or has done so before
 */
export async function runRefunds(
  strapi: Core.Strapi,
  operationIds: readonly string[],
  input: unknown,
): Promise<RefundPart[]> {
  const run = async (id: string): Promise<RefundPart> => {
    const row = await operationRow(strapi, id);
    const waits = row.approval === 'waiting';
    const { breaker } = providerOf(strapi, row.method);
    const rests = breaker.restsFor(performance.now()) > 0;
    if (!waits && isOpen(row.result) && row.error_code !== BY_HAND && !rests) {
      const first = row.result === INITIAL_RESULT && row.tries === 1;
      await carryOut(strapi, row, { first, input });
    }
    return partOf(strapi, row, waits);
  };
  // Side by side: there are as many as payments that it was taken from.
  const parts = await Promise.all(operationIds.map(run));
  const no = parts[0]?.no;
  if (no !== undefined && parts.every(({ result }) => result === 'failed')) {
    throw paymentRefused(no);
  }
  return parts;
}

/**
 * Books a refund that somebody of the shop has handed back: of cash, or one that waits for a person.
 *
 * @throws Refusal PAYMENT_REFUSED where its provider is to give it back, and says no or has done so
 */
export async function bookHandedBack(strapi: Core.Strapi, id: string): Promise<RefundPart[]> {
  const row = await operationRow(strapi, id);
  if (isOpen(row.result) && row.error_code === BY_HAND) {
    const { amount, currency, order_id: orderId, payment_id: paymentId } = row;
    const target = { orderId, paymentId, which: { operationId: id } };
    const { due } = await databaseOf(strapi).transaction((tx) =>
      settle(tx, target, { result: 'succeeded', amount, currency }),
    );
    if (due) wake(strapi);
  }
  return runRefunds(strapi, [id], HANDED_BACK);
}

async function partOf(strapi: Core.Strapi, { id }: OperationRow, waits: boolean) {
  const now = await operationRow(strapi, id);
  const { amount, result, error_code: code, error_message: message } = now;
  const no = { code: code ?? '', message: message ?? '' };
  return { id, amount, result, waits, isByHand: code === BY_HAND, no };
}

/** What the caller is told of a refund, however many payments it was taken from. */
export function presentRefund(parts: readonly RefundPart[]): object {
  const [first] = parts;
  const status = parts.every(({ result }) => result === 'succeeded')
    ? 'succeeded'
    : parts.every(({ result }) => result === 'failed')
      ? 'failed'
      : parts.some(({ waits }) => waits)
        ? 'waiting_for_approval'
        : parts.some(({ isByHand }) => isByHand)
          ? 'to_be_handed_back'
          : 'pending';
  return {
    refundId: first?.id,
    status,
    amount: parts.reduce((sum, { amount }) => sum + amount, 0),
  };
}

/**
 * Approves or rejects a refund that waits for a second person.
 *
 * @throws Refusal PAYMENT_NOT_FOUND, FORBIDDEN for who asked for it, ILLEGAL_TRANSITION where it
 *   waits no more, for it was decided or has ended
 */
export async function decideRefund(
  strapi: Core.Strapi,
  {
    operationId,
    decision,
    by,
  }: { operationId: string; decision: 'approved' | 'rejected'; by: Operator },
): Promise<void> {
  await databaseOf(strapi).transaction(async (tx) => {
    const [row] = await tx.query(findOperation, [operationId]);
    if (row === undefined) throw new Refusal('PAYMENT_NOT_FOUND', 'There is no such refund.');
    if (isBy(by, row.requested_by)) {
      throw new Refusal('FORBIDDEN', 'Somebody else must approve what you asked for.');
    }
    const books = await openBooks(tx, row.order_id);
    const payment = books.payments.find(({ documentId }) => documentId === row.payment_id);
    const operation = payment?.operations.find(({ documentId }) => documentId === operationId);
    if (payment === undefined || operation === undefined || !isWaiting(operation)) {
      throw new Refusal('ILLEGAL_TRANSITION', 'This refund does not wait for an approval.');
    }
    await tx.query(decideApproval, [operationId, nameOf(by)]);
    const decided =
      decision === 'approved'
        ? { ...operation, approval: decision }
        : { ...operation, approval: decision, ...REJECTED };
    const changed = withOperation(payment, decided);
    await closeBooks(
      tx,
      books,
      books.payments.map((one) => (one === payment ? changed : one)),
      [{ payment: changed, operation: decided, checkIn: decision === 'approved' ? 30 : null }],
    );
  });
}

function isWaiting({ approval, result }: LedgerOperation): boolean {
  return approval === 'waiting' && result === INITIAL_RESULT;
}

/** What a refund ends with that a second person did not want. */
const REJECTED = {
  result: 'failed',
  errorCode: 'rejected',
  errorMessage: 'A second person has rejected it.',
} as const;

/**
 * Document id of the order that a refund is of.
 *
 * @throws Refusal PAYMENT_NOT_FOUND
 */
export async function orderOfRefund(database: Queryable, id: string): Promise<string> {
  const [row] = await database.query(findOperation, [id]);
  if (row?.operation === 'refund') return row.order_id;
  throw new Refusal('PAYMENT_NOT_FOUND', 'There is no such refund.');
}
