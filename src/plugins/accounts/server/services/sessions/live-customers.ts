import type { Core } from '@strapi/strapi';
import { databaseOf, gathered } from '../../../../kernel/server/contract';
import { readSessionToken } from '../../domain/session-token';
import { liveCustomers } from '../../sql/live-customers';
import { sessionSecretOf } from '../users-permissions';

const MOST_AT_ONCE = 1_000;

/** Somebody's session, as an access token names it. */
interface CustomerSession {
  userId: number;
  sessionId: string;
  /** The token's end in seconds since 1970; left out where only the session is asked about. */
  expiresAt?: number;
}

interface LiveCustomer {
  id: number;
  documentId: string;
  email: string;
}

/** Who asks for a session: undefined where it is not alive. */
export type FindCustomer = (session: CustomerSession) => Promise<LiveCustomer | undefined>;

/** Requests that come at the same time share the statement that looks for their customers. */
export function createFindCustomer({ strapi }: { strapi: Core.Strapi }): FindCustomer {
  const database = databaseOf(strapi);
  return gathered(async (asked: readonly CustomerSession[]) => {
    const rows = await database.query(liveCustomers, [
      asked.map(({ userId }) => userId),
      asked.map(({ sessionId }) => sessionId),
      asked.map(({ expiresAt }) => expiresAt ?? null),
    ]);
    const found: (LiveCustomer | undefined)[] = asked.map(() => undefined);
    for (const { turn, id, document_id: documentId, email } of rows) {
      found[turn - 1] = { id, documentId, email };
    }
    return found;
  }, MOST_AT_ONCE);
}

function findCustomerOf(strapi: Core.Strapi): FindCustomer {
  return strapi.plugin('accounts').service('find-customer') as FindCustomer;
}

/** Whether a session is alive: not ended, and its customer not blocked. */
export async function isLive(strapi: Core.Strapi, session: CustomerSession): Promise<boolean> {
  return (await findCustomerOf(strapi)(session)) !== undefined;
}

/** The customer of an access token whose session is alive; undefined for any other token. */
export async function customerOf(strapi: Core.Strapi, token: string) {
  const claims = readSessionToken(token, sessionSecretOf(strapi));
  if (claims?.type !== 'access') return undefined;
  const { userId, sessionId, exp: expiresAt } = claims;
  const customer = await findCustomerOf(strapi)({ userId, sessionId, expiresAt });
  if (customer === undefined) return undefined;
  const { id, documentId, email } = customer;
  return { kind: 'customer', userId: id, documentId, email, sessionId } as const;
}
