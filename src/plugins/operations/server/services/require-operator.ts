import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { dukaConfig, Refusal } from '../../../kernel/server/contract';
import { accessOf } from '../domain/operator-access';

/**
 * Lets operators pass.
 *
 * @throws Refusal UNAUTHENTICATED (401) without the token where one is set; NOT_FOUND (404) for who
 *   comes from elsewhere where none is
 */
export function requireOperator(strapi: Core.Strapi, ctx: Context): void {
  const access = accessOf(dukaConfig(strapi).operationsToken, {
    authorization: ctx.req.headers.authorization,
    address: ctx.req.socket.remoteAddress,
    headers: ctx.req.headers,
  });
  if (access === 'hidden') throw new Refusal('NOT_FOUND', 'There is nothing here.');
  if (access === 'unauthenticated') {
    ctx.set('WWW-Authenticate', 'Bearer');
    throw new Refusal('UNAUTHENTICATED', 'This needs the token of DUKA_OPS_TOKEN as a Bearer.');
  }
}
