import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../kernel/server/contract';
import { liveCustomer } from '../sql/live-customer';
import { jwtOf } from './users-permissions';

/**
 * Makes Strapi's own routes refuse an access token as soon as its session is ended or its customer
 * blocked. By itself users-permissions would take it until it expires.
 */
export function refuseEndedSessions(strapi: Core.Strapi): void {
  const jwt = jwtOf(strapi);
  const readToken = jwt.getToken.bind(jwt);
  jwt.getToken = async (ctx) => {
    const claims = await readToken(ctx);
    if (claims?.id === undefined || claims.sessionId === undefined) return claims;
    // Whether the token has expired Strapi has judged by itself.
    const session: [number, string, null] = [claims.id, claims.sessionId, null];
    const [customer] = await databaseOf(strapi).query(liveCustomer, session);
    if (customer === undefined) throw new Error('This session is over.');
    return claims;
  };
}
