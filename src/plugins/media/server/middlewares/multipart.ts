import type { Context, Next } from 'koa';
import { Refusal } from '../../../kernel/server/contract';

/** Where files are sent to: the panel's media library, Strapi's content API and our own routes. */
const UPLOAD_ROUTES = /^(\/upload(\/|$)|\/api\/upload(\/|$)|\/api\/products\/[^/]+\/images\/?$)/;

/**
 * Stands before the body parser, which writes every file of a multipart body to the disk before
 * anybody is asked who they are. Elsewhere than on an upload route, and there without credentials,
 * nothing is read.
 */
export default () =>
  async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.is('multipart') !== false && ctx.is('multipart') !== null) {
      if (!UPLOAD_ROUTES.test(ctx.path)) {
        throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'Send JSON here: files are sent elsewhere.');
      }
      if (ctx.get('Authorization') === '') {
        throw new Refusal('UNAUTHENTICATED', 'This route is for staff and API tokens. Sign in.');
      }
    }
    await next();
  };
