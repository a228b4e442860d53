import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { Refusal } from '../../../kernel/server/contract';
import type { Customer } from '../domain/caller';
import { readSessionToken } from '../domain/session-token';
import { bearerOf, identify } from './identify';
import { sessionSecretOf } from './users-permissions';

/**
 * The customer behind a request on a route for customers alone.
 *
 * @throws Refusal UNAUTHENTICATED (401), FORBIDDEN (403) for staff and machines
 */
export async function requireCustomer(strapi: Core.Strapi, ctx: Context): Promise<Customer> {
  const caller = await identify(strapi, ctx);
  if (caller.kind === 'customer') return caller;
  if (caller.kind === 'guest') throw new Refusal('UNAUTHENTICATED', 'Sign in first.');
  throw new Refusal('FORBIDDEN', 'This route is for customers, not for staff or API tokens.');
}

/**
 * Whose access token a request has, whether or not it is still alive. For calls that end the caller's
 * own session: a call that is repeated must find its first answer all the same, and nothing else.
 *
 * @throws Refusal as {@link requireCustomer}, where it is no customer's token at all
 */
export async function holderOf(
  strapi: Core.Strapi,
  ctx: Context,
): Promise<Pick<Customer, 'userId' | 'sessionId'>> {
  const claims = readSessionToken(bearerOf(ctx) ?? '', sessionSecretOf(strapi));
  return claims?.type === 'access' ? claims : requireCustomer(strapi, ctx);
}
