import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { operatorOf } from '../../../accounts/server/contract';
import {
  answer,
  bodyOf,
  databaseOf,
  invalid,
  mutation,
  Refusal,
  validate,
  type Transaction,
} from '../../../kernel/server/contract';
import { movesOf } from '../domain/moves';
import type { Order, Shipment } from '../domain/order';
import { presentOrder } from '../domain/present-order';
import { accessAsOperator, readableStores, type OrderAccess } from '../services/access';
import { amendAddress } from '../services/amend-address';
import { amendLines } from '../services/amend-lines';
import { exportOrders } from '../services/export-orders';
import { moveShipment } from '../services/move-shipment';
import { moveOrders } from '../services/move-orders';
import { noteOrder } from '../services/note-order';
import {
  findOrders,
  orderBy,
  ordersOfAccount,
  storesAskedFor,
  trackedOrder,
} from '../services/read-orders';
import { orderNotFound } from '../services/refusals';
import { trackShipment } from '../services/track-shipment';
import { answerPage } from './page';
import {
  addressesSchema,
  bulkMoveSchema,
  exportSchema,
  linesSchema,
  listSchema,
  moveShipmentSchema,
  noteOrderSchema,
  searchSchema,
  shipmentParams,
  trackingSchema,
} from './schemas';

/** What the people of a shop do with its orders. */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  /** Changes the order of a route, once for each key, and answers it as it is then. */
  const change = (
    ctx: Context,
    { order, key }: OrderAccess,
    route: string,
    work: (tx: Transaction) => Promise<void>,
  ): Promise<void> =>
    mutation(ctx, databaseOf(strapi), { caller: key, route }, async (tx) => {
      await work(tx);
      return { status: 200, data: presentOrder(await readAgain(tx, order)) };
    });

  return {
    async search(ctx: Context) {
      const search = validate(searchSchema, ctx.query);
      const operator = await operatorOf(strapi, ctx);
      const stores = await readableStores(strapi, operator);
      const found = await findOrders(databaseOf(strapi), search, stores);
      answerPage(ctx, found, search, { moves: movesOf(operator.kind) });
    },

    async ofCustomer(ctx: Context) {
      const list = validate(listSchema, ctx.query);
      const stores = await readableStores(strapi, await operatorOf(strapi, ctx));
      const { userId } = ctx.params as { userId: string };
      answerPage(ctx, await ordersOfAccount(databaseOf(strapi), userId, list, stores), list);
    },

    async export(ctx: Context) {
      const { storeId, ...period } = validate(exportSchema, ctx.query);
      const stores = await readableStores(strapi, await operatorOf(strapi, ctx));
      const wanted = { ...period, stores: storesAskedFor(stores, storeId) };
      ctx.status = 200;
      ctx.set('Cache-Control', 'no-store');
      ctx.attachment('orders.csv');
      ctx.type = 'text/csv; charset=utf-8';
      ctx.body = exportOrders(databaseOf(strapi), wanted, (error) =>
        strapi.log.warn(`orders: an export ended early: ${error.message}`),
      );
    },

    async moveMany(ctx: Context) {
      const { orderIds, status, note } = validate(bulkMoveSchema, bodyOf(ctx));
      const operator = await operatorOf(strapi, ctx);
      const results = await moveOrders(strapi, operator, orderIds, status, note);
      const moved = results.filter((result) => result.moved).length;
      answer(ctx, 200, results, { moved, refused: results.length - moved });
    },

    async note(ctx: Context) {
      const { text, internal } = validate(noteOrderSchema, bodyOf(ctx));
      const { order, by, key } = await accessAsOperator(strapi, ctx, 'move');
      const options = { caller: key, route: 'POST /api/orders/:id/notes' };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        await noteOrder(tx, order.documentId, { by, text, internal });
        return { status: 201, data: await trackedOrder(tx, order, true) };
      });
    },

    async track(ctx: Context) {
      const { carrier, trackingNumber, ...which } = validate(trackingSchema, bodyOf(ctx));
      const access = await accessAsOperator(strapi, ctx, 'handle a part');
      const shipment = shipmentOf(access, which);
      await change(ctx, access, 'PUT /api/admin/orders/:id/tracking', (tx) =>
        trackShipment(
          tx,
          access.order.documentId,
          shipment,
          { carrier, trackingNumber },
          access.by,
        ),
      );
    },

    async moveShipment(ctx: Context) {
      const { status, note } = validate(moveShipmentSchema, bodyOf(ctx));
      const access = await accessAsOperator(strapi, ctx, 'handle a part');
      const { shipmentId } = validate(shipmentParams, ctx.params);
      const { documentId } = shipmentOf(access, { shipmentId });
      const { order, by } = access;
      await change(ctx, access, 'PUT /api/admin/orders/:id/shipments/:shipmentId/status', (tx) =>
        moveShipment(tx, order.documentId, documentId, status, { by, note }),
      );
    },

    async amendLines(ctx: Context) {
      const { items, note } = validate(linesSchema, bodyOf(ctx));
      const access = await accessAsOperator(strapi, ctx, 'move');
      const { order, by } = access;
      await change(ctx, access, 'PUT /api/admin/orders/:id/lines', (tx) =>
        amendLines(tx, order.documentId, items, { by, note }),
      );
    },

    async amendAddress(ctx: Context) {
      const { note, ...addresses } = validate(addressesSchema, bodyOf(ctx));
      const access = await accessAsOperator(strapi, ctx, 'move');
      const { order, by } = access;
      await change(ctx, access, 'PUT /api/admin/orders/:id/address', (tx) =>
        amendAddress(tx, order.documentId, addresses, { by, note }),
      );
    },
  };
};

async function readAgain(tx: Transaction, { documentId }: Order): Promise<Order> {
  const order = await orderBy(tx, documentId);
  if (order === undefined) throw orderNotFound();
  return order;
}

/**
 * The shipment that somebody speaks of: the one named by its id or its store's, else the only one
 * that is theirs to handle.
 *
 * @throws Refusal VALIDATION_FAILED, FORBIDDEN for another store's
 */
function shipmentOf(
  { order, isOpen }: OrderAccess,
  { shipmentId, storeId }: { shipmentId?: string | undefined; storeId?: string | undefined },
): Shipment {
  const named = order.shipments.filter(
    (shipment) =>
      (shipmentId === undefined || shipment.documentId === shipmentId) &&
      (storeId === undefined || shipment.storeId === storeId),
  );
  const [mine, another] = named.filter((shipment) => isOpen(shipment.storeId));
  if (mine !== undefined && another === undefined) return mine;
  const field = shipmentId === undefined && storeId !== undefined ? 'storeId' : 'shipmentId';
  if (another !== undefined) {
    throw invalid([{ path: [field], message: 'is needed: the order has several shipments' }]);
  }
  if (named.length === 0) {
    throw invalid([{ path: [field], message: 'names no shipment of this order' }]);
  }
  throw new Refusal('FORBIDDEN', 'This shipment is another store’s.');
}
