import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig, Refusal } from '../../../../kernel/server/contract';
import { MOST_PASSWORD_BYTES } from '../../domain/password';
import { countFailure } from '../../sql/count-failure';
import { findCredentials } from '../../sql/find-credentials';
import { forgetFailures } from '../../sql/forget-failures';
import { readLock } from '../../sql/read-lock';
import { passwordsOf } from '../users-permissions';

/** The hash of a password that nobody has, at the cost that users-permissions gives real ones. */
const NOBODYS_HASH = '$2a$10$W9OgCjUJIrNGt9f0QQvROeR3CDWNr5Jgx1x.6EYHPTmVubVpEZ6/W';

/**
 * Checks a password against an account. An unknown account takes as long as a wrong password and
 * gets the same result; both count towards the lock.
 *
 * @param identifier e-mail address in any spelling, or the name of an account of Strapi's own
 *   registration
 * @returns the customer's numeric id where all is right
 * @throws Refusal ACCOUNT_LOCKED (423, with Retry-After), for unknown accounts as well
 */
export async function checkPassword(
  strapi: Core.Strapi,
  { identifier, password }: { identifier: string; password: string },
): Promise<{ kind: 'right'; userId: number } | { kind: 'wrong' }> {
  const database = databaseOf(strapi);
  const name = identifier.toLowerCase();
  const [customer] = await database.query(findCredentials, [name]);
  // By the account and not by the spelling: its name and its address are locked together.
  const account = createHash('sha256')
    .update(customer?.email?.toLowerCase() ?? name)
    .digest();
  const [lock] = await database.query(readLock, [account]);
  if (lock !== undefined) throw locked(lock.seconds);

  const hash = customer?.password ?? NOBODYS_HASH;
  const equal = await passwordsOf(strapi).validatePassword(password, hash);
  // bcrypt would take a longer text for the password that it begins with.
  const whole = Buffer.byteLength(password) <= MOST_PASSWORD_BYTES;
  if (!customer?.password || !equal || !whole || customer.blocked) {
    const { lockAfterFailures, lockSeconds } = dukaConfig(strapi).limits;
    await database.query(countFailure, [account, lockAfterFailures, lockSeconds]);
    return { kind: 'wrong' };
  }
  // Of many guesses at once, one that is right after the lock has fallen does not count any more.
  const [lateLock] = await database.query(forgetFailures, [account]);
  if (lateLock !== undefined) throw locked(lateLock.seconds);
  return { kind: 'right', userId: customer.id };
}

function locked(seconds: number): Refusal {
  return new Refusal(
    'ACCOUNT_LOCKED',
    'Too many failed sign-ins. Try again later, or reset the password.',
    {},
    seconds,
  );
}
