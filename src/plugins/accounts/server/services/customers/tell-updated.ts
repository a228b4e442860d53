import { publish, type Transaction } from '../../../../kernel/server/contract';

/** Tells that something of a customer has changed, in the transaction of the change. */
export async function tellUpdated(tx: Transaction, documentId: string): Promise<void> {
  await publish(tx, [{ event: 'customer.updated', subject: documentId, payload: { documentId } }]);
}
