import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import {
  answer,
  bodyOf,
  databaseOf,
  mutation,
  textOf,
  validate,
} from '../../../kernel/server/contract';
import { callerKey } from '../domain/caller';
import { phoneInBody } from '../domain/phone';
import { presentProfile } from '../domain/profile';
import { phoneNumberOf } from '../services/customers/phone-number';
import { changeProfile, profileOf } from '../services/customers/profile';
import { requireCustomer } from '../services/require-customer';

const changes = z.strictObject({
  firstName: textOf(255).optional(),
  lastName: textOf(255).optional(),
  phone: phoneInBody,
});

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async read(ctx: Context) {
    const { userId } = await requireCustomer(strapi, ctx);
    answer(ctx, 200, presentProfile(await profileOf(databaseOf(strapi), userId)));
  },

  async update(ctx: Context) {
    const customer = await requireCustomer(strapi, ctx);
    const { phone, ...names } = validate(changes, bodyOf(ctx));
    const wanted = {
      ...names,
      ...(phone === undefined
        ? {}
        : { phone: phone && (await phoneNumberOf(databaseOf(strapi), phone)) }),
    };
    const options = { caller: callerKey(customer), route: 'PUT /api/auth/profile' };
    await mutation(ctx, databaseOf(strapi), options, async (tx) => {
      const row = await changeProfile(tx, customer.userId, wanted);
      return { status: 200, data: presentProfile(row) };
    });
  },
});
