import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { answer } from '../../../kernel/server/contract';
import { acceptedPaymentMethods } from '../../../orders/server/contract';
import { METHOD_NAMES } from '../domain/methods';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find(ctx: Context): void {
    const methods = acceptedPaymentMethods(strapi);
    answer(
      ctx,
      200,
      methods.map((method) => ({ method, name: METHOD_NAMES[method] })),
    );
  },
});
