import type { Context, Next } from 'koa';

/**
 * Uploaded files are data and never pages: whatever one holds, no browser runs it on this origin.
 * Storefronts on other origins may show them.
 */
export default () =>
  async (ctx: Context, next: Next): Promise<void> => {
    if (/^\/uploads\//i.test(ctx.path)) {
      ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
      ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    }
    await next();
  };
