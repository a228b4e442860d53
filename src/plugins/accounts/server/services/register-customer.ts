import type { Core } from '@strapi/strapi';
import { newDocumentId, publish, Refusal, type Transaction } from '../../../kernel/server/contract';
import { insertCustomer } from '../sql/insert-customer';
import { passwordsOf } from './users-permissions';

export interface NewCustomer {
  /** Trimmed and in lower case. */
  email: string;
  password: string;
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
export async function registerCustomer(
  strapi: Core.Strapi,
  tx: Transaction,
  customer: NewCustomer,
): Promise<number> {
  const documentId = newDocumentId();
  const { password } = await passwordsOf(strapi).ensureHashedPasswords({
    password: customer.password,
  });
  const [row] = await tx.query(insertCustomer, [
    documentId,
    customer.email,
    password,
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
