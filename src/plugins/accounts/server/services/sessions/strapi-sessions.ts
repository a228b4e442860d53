import type { Core } from '@strapi/strapi';
import { jwtOf } from '../users-permissions';
import { customerOf } from './live-customers';

/**
 * Has Strapi's own routes take a customer's access token as ours do: until it expires by the database's
 * clock, its session is ended or the customer blocked. By itself users-permissions would look at the clock of
 * the process and at nothing else.
 */
export function judgeTokensAlike(strapi: Core.Strapi): void {
  jwtOf(strapi).verify = async (token) => {
    const customer = await customerOf(strapi, token);
    if (customer === undefined) throw new Error('This token is not valid, or no longer.');
    return { id: customer.userId, sessionId: customer.sessionId };
  };
}
