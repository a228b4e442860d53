import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import { bodyOf, databaseOf, mutation, Refusal, validate } from '../../../kernel/server/contract';
import { customerKey } from '../domain/caller';
import { deleteCustomer } from '../services/customers/delete-customer';
import { limitsOf } from '../services/limits';
import { checkPassword } from '../services/passwords/check-password';
import { keyed } from '../services/passwords/keyed';
import { refusedLater } from '../services/refused-later';
import { holderOf, requireCustomer } from '../services/require-customer';

const farewell = z.strictObject({ password: z.string().min(1).max(1024).optional() }).optional();

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async delete(ctx: Context) {
    const { userId } = await holderOf(strapi, ctx);
    const { password } = validate(farewell, bodyOf(ctx)) ?? {};
    const options = {
      caller: customerKey(userId),
      route: 'DELETE /api/auth/account',
      body: password === undefined ? {} : { password: keyed(strapi, password) },
    };
    const work = await refusedLater(async () => {
      const { email } = await requireCustomer(strapi, ctx);
      if (password !== undefined) {
        await limitsOf(strapi).logIns(ctx);
        const checked = await checkPassword(strapi, { identifier: email, password });
        if (checked.kind === 'wrong') {
          throw new Refusal('INVALID_CREDENTIALS', 'The password is wrong.');
        }
      }
      return async (tx) => {
        await deleteCustomer(strapi, tx, userId);
        return { status: 200, data: { deleted: true } };
      };
    });
    await mutation(ctx, databaseOf(strapi), options, work);
  },
});
