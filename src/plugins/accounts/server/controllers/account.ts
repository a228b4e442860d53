import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import { answer, bodyOf, databaseOf, Refusal, validate } from '../../../kernel/server/contract';
import { checkPassword } from '../services/check-password';
import { deleteCustomer } from '../services/delete-customer';
import { limitsOf } from '../services/limits';
import { requireCustomer } from '../services/require-customer';

const farewell = z.strictObject({ password: z.string().min(1).max(1024) });

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async delete(ctx: Context) {
    const { userId, email } = await requireCustomer(strapi, ctx);
    await limitsOf(strapi).logIns(ctx);
    const { password } = validate(farewell, bodyOf(ctx));
    const checked = await checkPassword(strapi, { identifier: email, password });
    if (checked.kind === 'wrong') {
      throw new Refusal('INVALID_CREDENTIALS', 'The password is wrong.');
    }
    await databaseOf(strapi).transaction((tx) => deleteCustomer(strapi, tx, userId));
    answer(ctx, 200, { deleted: true });
  },
});
