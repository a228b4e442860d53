import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { Refusal } from '../domain/errors';
import { SECURITY_HEADERS } from '../http/security-headers';
import { publicReaderOf } from '../public-reads/public-reader';
import type { FoundRead } from '../public-reads/public-routes';
import { noteRead } from '../public-reads/read-state';
import requestLimits from './request-limits';

/** Set by the middleware before, for a visitor's public read. */
export interface VisitorState {
  visitorReads?: FoundRead;
}

/**
 * The short way of visitors' public reads: from here straight to PostgreSQL. What our SQL does not
 * say goes the long way to Strapi's controllers, which say the same.
 *
 * @throws Refusal NOT_FOUND (404), VALIDATION_FAILED (400)
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const limits = requestLimits();
  return async (ctx: Context, next: Next): Promise<void> => {
    const { visitorReads } = ctx.state as VisitorState;
    if (visitorReads === undefined) {
      await next();
      return;
    }
    await limits(ctx, async () => {
      if (!(await answerPublicly(strapi, ctx, visitorReads))) await next();
      else ctx.set(SECURITY_HEADERS);
    });
  };
};

/**
 * Answers a public read by our SQL.
 *
 * @returns whether it could
 * @throws Refusal NOT_FOUND (404), VALIDATION_FAILED (400)
 */
export async function answerPublicly(
  strapi: Core.Strapi,
  ctx: Context,
  found: FoundRead,
): Promise<boolean> {
  const answer = await publicReaderOf(strapi).read(found, ctx.query);
  if (answer.kind === 'not mine') return false;
  noteRead(ctx.state, answer);
  if (answer.kind === 'missing') throw new Refusal('NOT_FOUND', 'Not Found');
  ctx.status = 200;
  ctx.type = 'application/json; charset=utf-8';
  ctx.body = answer.body;
  return true;
}
