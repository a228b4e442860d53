import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import {
  answer,
  bodyOf,
  databaseOf,
  mutation,
  Refusal,
  textOf,
  validate,
} from '../../../kernel/server/contract';
import { callerKey } from '../domain/caller';
import { phoneNumber } from '../domain/phone';
import { presentProfile } from '../domain/profile';
import { requireCustomer } from '../services/require-customer';
import { readProfile } from '../sql/read-profile';
import { updateProfile } from '../sql/update-profile';

const changes = z.strictObject({
  firstName: textOf(255).optional(),
  lastName: textOf(255).optional(),
  /** Null takes the number away. */
  phone: phoneNumber.nullish(),
});

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async read(ctx: Context) {
    const { userId } = await requireCustomer(strapi, ctx);
    const [row] = await databaseOf(strapi).query(readProfile, [userId]);
    if (row === undefined) throw new Refusal('NOT_FOUND', 'This account is gone.');
    answer(ctx, 200, presentProfile(row));
  },

  async update(ctx: Context) {
    const customer = await requireCustomer(strapi, ctx);
    const { firstName, lastName, phone } = validate(changes, bodyOf(ctx));
    const options = { caller: callerKey(customer), route: 'PUT /api/auth/profile' };
    await mutation(ctx, databaseOf(strapi), options, async (tx) => {
      const [row] = await tx.query(updateProfile, [
        customer.userId,
        firstName ?? null,
        lastName ?? null,
        phone === null ? '' : (phone ?? null),
      ]);
      if (row === undefined) throw new Refusal('NOT_FOUND', 'This account is gone.');
      return { status: 200, data: presentProfile(row) };
    });
  },
});
