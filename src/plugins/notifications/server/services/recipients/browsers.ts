import type { Queryable } from '../../../../kernel/server/contract';
import { deletePush, insertPush, type PushRow } from '../../sql/push-subscriptions';

/** Notes a browser that wants to be told of somebody's orders, or of one order. */
export async function noteBrowser(
  db: Queryable,
  { endpoint, p256dh, auth }: PushRow,
  owner: { customerId: number } | { orderId: string },
): Promise<void> {
  const customerId = 'customerId' in owner ? owner.customerId : null;
  const orderId = 'orderId' in owner ? owner.orderId : null;
  await db.query(insertPush, [endpoint, p256dh, auth, customerId, orderId]);
}

/** Forgets a browser; one that is not known is forgotten already. */
export async function forgetBrowser(db: Queryable, endpoint: string): Promise<void> {
  await db.query(deletePush, [endpoint]);
}
