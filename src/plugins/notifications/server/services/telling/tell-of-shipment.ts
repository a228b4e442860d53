import type { Core } from '@strapi/strapi';
import { createHash } from 'node:crypto';
import type { Happened } from '../../../../jobs/server/contract';
import type { Transaction } from '../../../../kernel/server/contract';
import { queueMessages, type Cause } from '../queue/queue-messages';
import { messageSettings } from '../settings';
import { buyersOf, buyerWishes } from './buyers';

export type ShipmentHappened = Happened<'shipment.shipped' | 'shipment.tracked'>;

/**
 * Tells buyers that a part of their order is on its way, and under which number it can be followed where
 * that is said or changed afterwards.
 */
export async function tellOfShipments(
  strapi: Core.Strapi,
  tx: Transaction,
  events: readonly ShipmentHappened[],
): Promise<void> {
  const settings = await messageSettings(strapi, tx);
  const told = events.filter(
    ({ event, payload }) => event === 'shipment.shipped' || payload.trackingNumber !== null,
  );
  const kind = 'orderShipped';
  const buyers = await buyersOf(
    tx,
    settings,
    told.map(({ payload: { orderId } }) => ({ orderId, kind })),
  );
  await queueMessages(
    tx,
    settings,
    told.map((happened) => {
      const { documentId: shipmentId, orderId, carrier, trackingNumber } = happened.payload;
      const late = happened.event === 'shipment.tracked';
      const parameters = { orderId, shipmentId, carrier, trackingNumber, late };
      return {
        cause: onceOf(happened),
        wishes: buyerWishes(buyers, orderId, kind, parameters),
      };
    }),
  );
}

/** A number of a shipment is one cause, whichever event tells it: so it is told once. */
function onceOf({ payload, correlationId }: ShipmentHappened): Cause {
  const { documentId, trackingNumber } = payload;
  if (trackingNumber === null) return { event: 'shipment.shipped', id: documentId, correlationId };
  const number = createHash('sha256').update(trackingNumber).digest('base64url').slice(0, 22);
  return { event: 'shipment.tracked', id: `${documentId}:${number}`, correlationId };
}
