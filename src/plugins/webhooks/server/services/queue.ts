import type { Core } from '@strapi/strapi';
import type { Transaction } from '../../../kernel/server/contract';
import type { Happened } from '../../../jobs/server/contract';
import { bodyFor, isTold } from '../domain/message';
import { queueDeliveries } from '../sql/queue-deliveries';
import { wake } from './dispatcher';

/** Queues an event for the endpoints that want it, in the transaction that marks it handled. */
export async function queueEvent(
  strapi: Core.Strapi,
  tx: Transaction,
  happened: Happened,
): Promise<void> {
  if (!isTold(happened.event)) return;
  const { id, event, subject } = happened;
  const queued = await tx.query(queueDeliveries, [event, subject, id, bodyFor(happened)]);
  if (queued.length > 0) tx.onCommit(() => wake(strapi));
}
