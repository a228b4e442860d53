import type { Context, Next } from 'koa';

/** `/api/v1/…` is the same API as `/api/…`: one rewrite, not a second set of routes. */
export default () =>
  (ctx: Context, next: Next): Promise<void> => {
    ctx.url = ctx.url.replace(/^\/api\/v1(?=\/|\?|$)/, '/api');
    return next();
  };
