import type { Core } from '@strapi/strapi';
import { idOfToken, Refusal, tokenFor, type Queryable } from '../../../../kernel/server/contract';
import {
  groundOf,
  mailTokenId,
  readMailTokenId,
  type MailTokenPurpose,
  type TokenGround,
} from '../../domain/mail-token';
import { findAccount, type AccountRow } from '../../sql/find-account';

/** A customer as messages speak to them. */
export interface Account extends TokenGround {
  userId: number;
  firstName: string | null;
  lastName: string | null;
  confirmed: boolean;
}

/** A customer's account by its document id; undefined where it is gone or blocked. */
export async function accountBy(db: Queryable, documentId: string): Promise<Account | undefined> {
  const [row] = await db.query(findAccount, [documentId]);
  return row === undefined ? undefined : accountOf(row);
}

/**
 * The token that a mail brings to its customer. Made when the mail is written and kept nowhere; made
 * again of the same, it is the same.
 */
export function mailTokenFor(
  strapi: Core.Strapi,
  purpose: MailTokenPurpose,
  account: Account,
  validUntil: Date,
): string {
  return tokenFor(strapi, purpose, mailTokenId(purpose, account, validUntil));
}

/**
 * The account that a token opens which came by mail.
 *
 * @throws Refusal MAIL_TOKEN_INVALID (400) for one that is forged, too old, or was used
 */
export async function accountOfMailToken(
  strapi: Core.Strapi,
  db: Queryable,
  purpose: MailTokenPurpose,
  token: string,
): Promise<Account> {
  const known = readMailTokenId(idOfToken(strapi, purpose, token) ?? '');
  if (known === undefined) throw worthless();
  const [row] = await db.query(findAccount, [known.documentId]);
  if (row === undefined || row.now >= known.validUntil) throw worthless();
  const account = accountOf(row);
  if (groundOf(purpose, account) !== known.ground) throw worthless();
  return account;
}

function accountOf(row: AccountRow): Account {
  return {
    userId: row.id,
    documentId: row.document_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    passwordHash: row.password,
    confirmed: row.confirmed,
  };
}

function worthless(): Refusal {
  return new Refusal(
    'MAIL_TOKEN_INVALID',
    'This link does not work, or no longer. Ask for a new one.',
  );
}
