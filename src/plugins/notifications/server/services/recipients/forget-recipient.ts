import { phoneNumber, type LeavingCustomer } from '../../../../accounts/server/contract';
import type { Transaction } from '../../../../kernel/server/contract';
import { lockOrdersOf } from '../../../../orders/server/contract';
import { KIND_NAMES, KINDS } from '../../domain/kinds';
import { findTraces } from '../../sql/find-traces';
import { forgetAddress } from '../../sql/forget-address';
import { deletePushOf } from '../../sql/push-subscriptions';
import { forgetMessages } from '../../sql/forget-messages';
import { stopWriting } from '../../sql/lock-writing';

const OF_ORDERS = KIND_NAMES.filter((kind) => KINDS[kind].topic === 'order');
const OF_ACCOUNTS = KIND_NAMES.filter((kind) => KINDS[kind].topic === 'account');
const OF_STAFF = KIND_NAMES.filter((kind) => KINDS[kind].topic === 'staff');

/**
 * Forgets where a customer who leaves was written to. That a buyer was told of an order stays, without
 * the address; all other messages to them, their preferences, subscriptions and browsers go. What is
 * known by an address alone goes only where the address was theirs.
 */
export async function forgetRecipient(
  tx: Transaction,
  { userId, documentId, email, confirmed }: LeavingCustomer,
): Promise<void> {
  await tx.query(stopWriting, []);
  await lockOrdersOf(tx, userId);
  const traces = await tx.query(findTraces, [userId]);
  const numbers = traces.map(({ phone }) => phoneNumber.safeParse(phone ?? ''));
  const recipients = new Set([
    email,
    ...traces.flatMap(({ address }) => address ?? []),
    ...numbers.flatMap((number) => (number.success ? [number.data] : [])),
    ...traces.flatMap(({ endpoint }) => endpoint?.toLowerCase() ?? []),
  ]);
  const orderIds = traces.flatMap(({ order_id: orderId }) => orderId ?? []);
  await tx.query(forgetMessages, [
    [...recipients],
    confirmed ? email : null,
    orderIds,
    documentId,
    OF_ORDERS,
    OF_ACCOUNTS,
    OF_STAFF,
  ]);
  await tx.query(deletePushOf, [userId]);
  if (confirmed) await tx.query(forgetAddress, [email]);
}
