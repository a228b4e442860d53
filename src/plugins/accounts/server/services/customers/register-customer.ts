import {
  newDocumentId,
  publish,
  Refusal,
  type Transaction,
} from '../../../../kernel/server/contract';
import { insertCustomer } from '../../sql/insert-customer';

export interface NewCustomer {
  /** Trimmed and in lower case. */
  email: string;
  /** Made before the transaction: bcrypt takes longer than all of its statements. */
  passwordHash: string;
  firstName: string;
  lastName: string;
  phone?: string | undefined;
}

/**
 * Opens an account.
 *
 * @returns its numeric id
 * @throws Refusal EMAIL_TAKEN (409)
 */
export async function registerCustomer(tx: Transaction, customer: NewCustomer): Promise<number> {
  const documentId = newDocumentId();
  const [row] = await tx.query(insertCustomer, [
    documentId,
    customer.email,
    customer.passwordHash,
    customer.firstName,
    customer.lastName,
    customer.phone ?? null,
  ]);
  if (row === undefined) {
    throw new Refusal('EMAIL_TAKEN', 'There is an account with this e-mail address already.');
  }
  await publish(tx, [
    { event: 'customer.registered', subject: documentId, payload: { documentId } },
  ]);
  return row.id;
}
