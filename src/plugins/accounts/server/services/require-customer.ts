import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { Refusal } from '../../../kernel/server/contract';
import type { Customer } from '../domain/caller';
import { identify } from './identify';

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
