import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { databaseOf, Refusal, type Queryable } from '../../../kernel/server/contract';
import { countFailure } from '../sql/count-failure';
import { findCredentials } from '../sql/find-credentials';
import { forgetFailures } from '../sql/forget-failures';
import { readLock } from '../sql/read-lock';
import { passwordsOf } from './users-permissions';

/** An address that fails so often in a row is locked for so long. Source: the HTTP contract. */
const MOST_FAILURES = 10;
const LOCK_SECONDS = 15 * 60;

/** The hash of a password that nobody has, at the cost that users-permissions gives real ones. */
const NOBODYS_HASH = '$2b$10$CwTycUXWue0Thq9StjUM0uJ8.z5VwJ1Z7Xo8nD0oYHhq1pVdJ0K2S';

const hashOf = (email: string) => createHash('sha256').update(email).digest();

/**
 * Checks an address and a password. An unknown address takes as long as a wrong password and gets the
 * same answer; both count towards the lock.
 *
 * @param email trimmed and in lower case
 * @returns the customer's numeric id
 * @throws Refusal INVALID_CREDENTIALS (401), ACCOUNT_LOCKED (423)
 */
export async function logIn(
  strapi: Core.Strapi,
  { email, password }: { email: string; password: string },
): Promise<number> {
  const database = databaseOf(strapi);
  await refuseLocked(database, email);
  const [customer] = await database.query(findCredentials, [email]);
  const hash = customer?.password ?? NOBODYS_HASH;
  const matches = await passwordsOf(strapi).validatePassword(password, hash);
  if (customer === undefined || customer.password === null || !matches || customer.blocked) {
    await countFailedLogIn(database, email);
    throw new Refusal('INVALID_CREDENTIALS', 'The e-mail address or the password is wrong.');
  }
  await forgetFailedLogIns(database, email);
  return customer.id;
}

/** @throws Refusal ACCOUNT_LOCKED (423) with Retry-After */
export async function refuseLocked(database: Queryable, email: string): Promise<void> {
  const [lock] = await database.query(readLock, [hashOf(email)]);
  if (lock === undefined) return;
  throw new Refusal(
    'ACCOUNT_LOCKED',
    'Too many failed sign-ins. Try again later, or reset the password.',
    {},
    lock.seconds,
  );
}

export async function countFailedLogIn(database: Queryable, email: string): Promise<void> {
  await database.query(countFailure, [hashOf(email), MOST_FAILURES, LOCK_SECONDS]);
}

export async function forgetFailedLogIns(database: Queryable, email: string): Promise<void> {
  await database.query(forgetFailures, [hashOf(email)]);
}
