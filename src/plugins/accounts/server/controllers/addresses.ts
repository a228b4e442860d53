import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  answer,
  bodyOf,
  databaseOf,
  mutation,
  Refusal,
  validate,
} from '../../../kernel/server/contract';
import { presentAddress } from '../domain/address';
import { addressBody, addressChanges } from '../domain/address-body';
import { callerKey, type Customer } from '../domain/caller';
import {
  addAddress,
  addressesOf,
  addressOf,
  changeAddress,
  removeAddress,
} from '../services/customers/addresses';
import { requireCustomer } from '../services/require-customer';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  /** The customer, where the path's `:id` is `me` or the own id; other people's are not there. */
  const owner = async (ctx: Context): Promise<Customer> => {
    const customer = await requireCustomer(strapi, ctx);
    const { id } = ctx.params as { id: string };
    if (['me', customer.documentId, String(customer.userId)].includes(id)) return customer;
    throw new Refusal('NOT_FOUND', 'There is no such account.');
  };
  const addressId = (ctx: Context) => (ctx.params as { addressId: string }).addressId;
  const optionsFor = (customer: Customer, route: string) => ({
    caller: callerKey(customer),
    route,
  });

  return {
    async list(ctx: Context) {
      const { userId } = await owner(ctx);
      const rows = await addressesOf(databaseOf(strapi), userId);
      answer(ctx, 200, rows.map(presentAddress));
    },

    async read(ctx: Context) {
      const { userId } = await owner(ctx);
      const row = await addressOf(databaseOf(strapi), userId, addressId(ctx));
      answer(ctx, 200, presentAddress(row));
    },

    async create(ctx: Context) {
      const customer = await owner(ctx);
      const address = validate(addressBody, bodyOf(ctx));
      const options = optionsFor(customer, 'POST /api/users/:id/addresses');
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const row = await addAddress(tx, customer.userId, address);
        return { status: 201, data: presentAddress(row) };
      });
    },

    async update(ctx: Context) {
      const customer = await owner(ctx);
      const changes = validate(addressChanges, bodyOf(ctx));
      const options = optionsFor(customer, 'PUT /api/users/:id/addresses/:addressId');
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const row = await changeAddress(tx, customer.userId, addressId(ctx), changes);
        return { status: 200, data: presentAddress(row) };
      });
    },

    async delete(ctx: Context) {
      const customer = await owner(ctx);
      const options = optionsFor(customer, 'DELETE /api/users/:id/addresses/:addressId');
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        await removeAddress(tx, customer.userId, addressId(ctx));
        return { status: 200, data: { documentId: addressId(ctx) } };
      });
    },
  };
};
