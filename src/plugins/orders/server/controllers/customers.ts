import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  blockCustomer,
  BLOCK_CUSTOMERS,
  callerKey,
  deleteCustomer,
  DELETE_CUSTOMERS,
  READ_CUSTOMERS,
  requireOperator,
  unblockCustomer,
} from '../../../accounts/server/contract';
import {
  answer,
  bodyOf,
  databaseOf,
  mutation,
  paginationOf,
  validate,
} from '../../../kernel/server/contract';
import { presentCustomer } from '../domain/present-customer';
import { customerBy, findCustomers } from '../services/customers';
import { customerParams, customerSearchSchema, customerStatusSchema } from './schemas';

/** The customers of a shop, with what they have bought. */
export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async search(ctx: Context) {
    await requireOperator(strapi, ctx, READ_CUSTOMERS);
    const search = validate(customerSearchSchema, ctx.query);
    const { customers, total } = await findCustomers(databaseOf(strapi), search);
    const pagination = paginationOf(search, total);
    answer(ctx, 200, customers.map(presentCustomer), { pagination });
  },

  async read(ctx: Context) {
    await requireOperator(strapi, ctx, READ_CUSTOMERS);
    const { userId } = validate(customerParams, ctx.params);
    answer(ctx, 200, presentCustomer(await customerBy(databaseOf(strapi), userId)));
  },

  async delete(ctx: Context) {
    const operator = await requireOperator(strapi, ctx, DELETE_CUSTOMERS);
    const { userId } = validate(customerParams, ctx.params);
    const options = { caller: callerKey(operator), route: 'DELETE /api/admin/customers/:userId' };
    await mutation(ctx, databaseOf(strapi), options, async (tx) => {
      const { id, documentId } = await customerBy(tx, userId);
      await deleteCustomer(strapi, tx, id);
      return { status: 200, data: { documentId } };
    });
  },

  async setStatus(ctx: Context) {
    const operator = await requireOperator(strapi, ctx, BLOCK_CUSTOMERS);
    const { userId } = validate(customerParams, ctx.params);
    const { status, reason } = validate(customerStatusSchema, bodyOf(ctx));
    const options = {
      caller: callerKey(operator),
      route: 'PUT /api/admin/customers/:userId/status',
    };
    await mutation(ctx, databaseOf(strapi), options, async (tx) => {
      const { id } = await customerBy(tx, userId);
      if (status === 'blocked') await blockCustomer(tx, id, reason ?? null);
      else await unblockCustomer(tx, id);
      return { status: 200, data: presentCustomer(await customerBy(tx, userId)) };
    });
  },
});
