import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import type { z } from 'zod';
import {
  answer,
  bodyOf,
  databaseOf,
  mutation,
  newDocumentId,
  Refusal,
  validate,
} from '../../../kernel/server/contract';
import { presentAddress, type AddressValues } from '../domain/address';
import { addressBody } from '../domain/address-body';
import { callerKey, type Customer } from '../domain/caller';
import { requireCustomer } from '../services/require-customer';
import { countAddresses } from '../sql/count-addresses';
import { deleteAddress } from '../sql/delete-address';
import { insertAddress } from '../sql/insert-address';
import { listAddresses } from '../sql/list-addresses';
import { updateAddress } from '../sql/update-address';

/** Enough for anybody's family, and a bound for a list without pages. */
const MOST_ADDRESSES = 100;

const unknownAddress = () => new Refusal('NOT_FOUND', 'There is no such address.');

function valuesOf(body: z.output<typeof addressBody>): AddressValues {
  return [
    body.firstName,
    body.lastName,
    body.phone ?? null,
    body.line1,
    body.line2 ?? null,
    body.city,
    body.region ?? null,
    body.postalCode ?? null,
    body.country,
  ];
}

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
      const rows = await databaseOf(strapi).query(listAddresses, [userId, null]);
      answer(ctx, 200, rows.map(presentAddress));
    },

    async read(ctx: Context) {
      const { userId } = await owner(ctx);
      const [row] = await databaseOf(strapi).query(listAddresses, [userId, addressId(ctx)]);
      if (row === undefined) throw unknownAddress();
      answer(ctx, 200, presentAddress(row));
    },

    async create(ctx: Context) {
      const customer = await owner(ctx);
      const body = validate(addressBody, bodyOf(ctx));
      const options = optionsFor(customer, 'POST /api/users/:id/addresses');
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const [{ count } = { count: 0 }] = await tx.query(countAddresses, [customer.userId]);
        if (count >= MOST_ADDRESSES) {
          throw new Refusal(
            'LIMIT_REACHED',
            `An account keeps at most ${MOST_ADDRESSES} addresses.`,
          );
        }
        const [row] = await tx.query(insertAddress, [
          customer.userId,
          newDocumentId(),
          ...valuesOf(body),
        ]);
        if (row === undefined) throw unknownAddress();
        return { status: 201, data: presentAddress(row) };
      });
    },

    async update(ctx: Context) {
      const customer = await owner(ctx);
      const body = validate(addressBody, bodyOf(ctx));
      const options = optionsFor(customer, 'PUT /api/users/:id/addresses/:addressId');
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const values = valuesOf(body);
        const [row] = await tx.query(updateAddress, [customer.userId, addressId(ctx), ...values]);
        if (row === undefined) throw unknownAddress();
        return { status: 200, data: presentAddress(row) };
      });
    },

    async delete(ctx: Context) {
      const customer = await owner(ctx);
      const options = optionsFor(customer, 'DELETE /api/users/:id/addresses/:addressId');
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const [row] = await tx.query(deleteAddress, [customer.userId, addressId(ctx)]);
        if (row === undefined) throw unknownAddress();
        return { status: 200, data: { documentId: row.document_id } };
      });
    },
  };
};
