import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { idOfToken, Refusal } from '../../../kernel/server/contract';
import type { Caller, Operator } from '../domain/caller';
import { customerOf } from './sessions/live-customers';
import { machineOf, staffOf } from './staff/operators';

/**
 * Who sends this request, from `Authorization`, `X-Cart-Token` and `X-Order-Token`. For routes with
 * `auth: false`, on which Strapi itself does not look.
 *
 * @throws Refusal INVALID_TOKEN (401) for a token that is forged, expired or ended: a caller who
 *   believes to be somebody is never served as somebody else
 */
export async function identify(strapi: Core.Strapi, ctx: Context): Promise<Caller> {
  const bearer = bearerOf(ctx);
  const cartId = idOf(strapi, ctx, 'cart');
  const orderId = idOf(strapi, ctx, 'order');
  if (bearer === undefined) return { kind: 'guest', cartId, orderId };

  const customer = await customerOf(strapi, bearer);
  if (customer !== undefined) return { ...customer, cartId, orderId };
  const operator = (await staffOf(strapi, bearer)) ?? (await machineOf(strapi, bearer));
  if (operator !== undefined) return operator;
  throw new Refusal('INVALID_TOKEN', 'This token is not valid, or no longer. Sign in again.');
}

/**
 * The member of staff or the machine behind a request on a staff route.
 *
 * @param action permission that is ticked in the admin panel, such as `plugin::orders.order.update`
 * @throws Refusal UNAUTHENTICATED (401) without a token, FORBIDDEN (403) for customers and for who
 *   lacks the permission
 */
export async function requireOperator(
  strapi: Core.Strapi,
  ctx: Context,
  action: string,
): Promise<Operator> {
  const operator = await operatorOf(strapi, ctx);
  if (operator.may(action)) return operator;
  throw new Refusal('FORBIDDEN', 'You do not have the permission for this.');
}

/**
 * The member of staff or the machine behind a request, whatever they may do.
 *
 * @throws Refusal UNAUTHENTICATED (401) without a token, FORBIDDEN (403) for customers
 */
export async function operatorOf(strapi: Core.Strapi, ctx: Context): Promise<Operator> {
  const caller = await identify(strapi, ctx);
  if (caller.kind === 'guest') {
    throw new Refusal('UNAUTHENTICATED', 'This route is for staff and API tokens. Sign in.');
  }
  if (caller.kind === 'customer') {
    throw new Refusal('FORBIDDEN', 'This route is for staff and API tokens.');
  }
  return caller;
}

/** @throws Refusal INVALID_TOKEN where `Authorization` is of another kind */
export function bearerOf(ctx: Context): string | undefined {
  const header = ctx.get('Authorization');
  if (header === '') return undefined;
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (token === undefined) {
    throw new Refusal('INVALID_TOKEN', 'Authorization must be "Bearer" and a token.');
  }
  return token;
}

function idOf(strapi: Core.Strapi, ctx: Context, purpose: 'cart' | 'order'): string | undefined {
  const header = purpose === 'cart' ? 'X-Cart-Token' : 'X-Order-Token';
  const token = ctx.get(header);
  if (token === '') return undefined;
  const id = idOfToken(strapi, purpose, token);
  if (id === undefined) throw new Refusal('INVALID_TOKEN', `${header} is not a valid token.`);
  return id;
}
