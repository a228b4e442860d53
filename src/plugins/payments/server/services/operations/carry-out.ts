import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../../kernel/server/contract';
import { mayBeCalled } from '../../domain/operations';
import { findOperation } from '../../sql/find-operation';
import type { OperationRow } from '../../sql/operation-row';
import { settle, type Settled } from '../ledger/settle';
import { providerOf } from '../providers/registry';
import { wake } from '../wake';
import { callProvider, type Called } from './call-provider';
import { letOrderWait } from './let-order-wait';

/** What came of a call to a provider. */
export interface CarriedOut extends Called {
  settled: Settled;
}

/**
 * Calls the provider of an operation, for the first time or to ask, and settles what it says. Nobody is
 * called about one that has ended, or that waits for an approval.
 *
 * @param first whether it is known that nobody has called for it before
 * @param input what the shopper sent to begin with
 */
export async function carryOut(
  strapi: Core.Strapi,
  row: OperationRow,
  { first, input }: { first: boolean; input?: unknown },
): Promise<CarriedOut> {
  if (!mayBeCalled(row)) return { ...NOT_CALLED, settled: { kind: 'unchanged', due: false } };
  const called = await callProvider(strapi, providerOf(strapi, row.method), row, { first, input });
  const target = {
    orderId: row.order_id,
    paymentId: row.payment_id,
    which: { operationId: row.id },
  };
  const settled = await databaseOf(strapi).transaction(async (tx) => {
    const done = await settle(tx, target, called.outcome);
    if (called.outcome.isOnItsWay === true) await letOrderWait(strapi, tx, row.payment_id);
    return done;
  });
  if (settled.due) wake(strapi);
  return { ...called, settled };
}

const NOT_CALLED: Called = {
  outcome: { result: 'unknown', why: 'nobody is asked about it' },
  silent: false,
};

/** An operation with what its provider must know; it is there. */
export async function operationRow(strapi: Core.Strapi, id: string): Promise<OperationRow> {
  const [row] = await databaseOf(strapi).query(findOperation, [id]);
  if (row === undefined) throw new Error(`There is no operation ${id}`);
  return row;
}
