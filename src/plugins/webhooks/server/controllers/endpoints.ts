import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { requireOperator } from '../../../accounts/server/contract';
import { answer, bodyOf, paginationOf, validate } from '../../../kernel/server/contract';
import { TYPES } from '../domain/message';
import { deliveriesOf, resend } from '../services/deliveries';
import {
  changeEndpoint,
  changeSecret,
  createEndpoint,
  endpointBy,
  endpoints,
  removeEndpoint,
  type WithSecret,
} from '../services/endpoints';
import { MANAGE, READ } from '../services/permissions';
import { presentDelivery, presentEndpoint } from './present';
import {
  deliveriesQuery,
  deliveryParams,
  endpointChange,
  endpointParams,
  newEndpoint,
} from './schemas';

const shown = ({ endpoint, secret }: WithSecret) => ({ ...presentEndpoint(endpoint), secret });

/**
 * The endpoints that other systems are told at. Without idempotency keys: the answer that shows a secret
 * must not be kept for a second look.
 */
export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async list(ctx: Context): Promise<void> {
    await requireOperator(strapi, ctx, READ);
    answer(ctx, 200, (await endpoints(strapi)).map(presentEndpoint), { types: TYPES });
  },

  async read(ctx: Context): Promise<void> {
    await requireOperator(strapi, ctx, READ);
    const { id } = validate(endpointParams, ctx.params);
    answer(ctx, 200, presentEndpoint(await endpointBy(strapi, id)));
  },

  async create(ctx: Context): Promise<void> {
    await requireOperator(strapi, ctx, MANAGE);
    const endpoint = validate(newEndpoint, bodyOf(ctx));
    answer(ctx, 201, shown(await createEndpoint(strapi, endpoint)));
  },

  async update(ctx: Context): Promise<void> {
    await requireOperator(strapi, ctx, MANAGE);
    const { id } = validate(endpointParams, ctx.params);
    const change = validate(endpointChange, bodyOf(ctx));
    answer(ctx, 200, presentEndpoint(await changeEndpoint(strapi, id, change)));
  },

  async changeSecret(ctx: Context): Promise<void> {
    await requireOperator(strapi, ctx, MANAGE);
    const { id } = validate(endpointParams, ctx.params);
    answer(ctx, 200, shown(await changeSecret(strapi, id)));
  },

  async remove(ctx: Context): Promise<void> {
    await requireOperator(strapi, ctx, MANAGE);
    const { id } = validate(endpointParams, ctx.params);
    await removeEndpoint(strapi, id);
    ctx.status = 204;
  },

  async deliveries(ctx: Context): Promise<void> {
    await requireOperator(strapi, ctx, READ);
    const { id } = validate(endpointParams, ctx.params);
    const wanted = validate(deliveriesQuery, ctx.query);
    const { deliveries, total } = await deliveriesOf(strapi, id, wanted);
    answer(ctx, 200, deliveries.map(presentDelivery), { pagination: paginationOf(wanted, total) });
  },

  async resend(ctx: Context): Promise<void> {
    await requireOperator(strapi, ctx, MANAGE);
    const { id, deliveryId } = validate(deliveryParams, ctx.params);
    await resend(strapi, id, deliveryId);
    answer(ctx, 202, { documentId: deliveryId, state: 'waiting' });
  },
});
