import type { Core } from '@strapi/strapi';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

/**
 * Coupons that staff edit. The count of uses is the shop's own: a form sends back the one that it
 * showed, which shoppers may have changed since.
 */
export const couponEdits: DocumentMiddleware = (ctx, next) => {
  if (ctx.uid !== 'api::coupon.coupon') return next();
  const { data } = ctx.params as { data?: Record<string, unknown> };
  if (data !== undefined) {
    delete data.usedCount;
    if (ctx.action === 'clone') data.usedCount = 0;
  }
  return next();
};
