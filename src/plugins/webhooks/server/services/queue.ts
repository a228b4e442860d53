import type { Core } from '@strapi/strapi';
import type { Transaction } from '../../../kernel/server/contract';
import type { Happened } from '../../../jobs/server/contract';
import { bodyFor, isTold } from '../domain/message';
import { hasEndpoints } from '../sql/has-endpoints';
import { queueDeliveries } from '../sql/queue-deliveries';
import { wake } from './dispatcher';

/** Transactions and whether anybody is to be told of their events, which were all committed before. */
const known = new WeakMap<Transaction, boolean>();

/** Queues an event for the endpoints that want it, in the transaction that marks it handled. */
export async function queueEvent(
  strapi: Core.Strapi,
  tx: Transaction,
  happened: Happened,
): Promise<void> {
  if (!isTold(happened) || !(await isWanted(tx))) return;
  const { id, event, subject, correlationId } = happened;
  const body = bodyFor(happened);
  const queued = await tx.query(queueDeliveries, [event, subject, id, body, correlationId ?? null]);
  if (queued.length > 0) tx.onCommit(() => wake(strapi));
}

async function isWanted(tx: Transaction): Promise<boolean> {
  const before = known.get(tx);
  if (before !== undefined) return before;
  const [row] = await tx.query(hasEndpoints, []);
  const wanted = row?.wanted === true;
  known.set(tx, wanted);
  return wanted;
}
