import type { Core } from '@strapi/strapi';
import type { Order } from '../../../../orders/server/contract';
import { amountOrNothing, amountText } from '../../domain/wording';
import { gatheringOf } from '../gathering';

type OrderView = Awaited<ReturnType<typeof orderView>>;

/** What a message says of a shipment. */
interface ToldShipment {
  /** Document id. */
  shipmentId?: string | undefined;
  carrier?: string | null | undefined;
  trackingNumber?: string | null | undefined;
  late?: boolean | undefined;
}

/** The shipment that a message is about, with the number that it tells: the next may tell another. */
export function shipmentView(
  order: Order,
  { lines, shipments }: OrderView,
  { shipmentId, carrier, trackingNumber, late }: ToldShipment,
) {
  const turn = order.shipments.findIndex(({ documentId }) => documentId === shipmentId);
  const storeId = order.shipments[turn]?.storeId;
  return {
    store: shipments[turn]?.store,
    carrier,
    trackingNumber,
    lines: lines.filter((_, line) => order.lines[line]?.storeId === storeId),
    part: shipments.length > 1,
    late,
  };
}

/** An order as templates name its parts; amounts as texts. */
export async function orderView(strapi: Core.Strapi, order: Order) {
  const ids = [order.storeId, ...order.shipments.map(({ storeId }) => storeId)];
  const stores = await gatheringOf(strapi).storeNames(ids.filter((id) => id !== null));
  const { currency } = order;
  const address = order.shippingAddress;
  return {
    number: order.number,
    status: order.status,
    paymentMethod: order.paymentMethod,
    currency,
    lines: order.lines.map((line) => ({
      name: line.name,
      variant: line.variantTitle === line.name ? '' : line.variantTitle,
      sku: line.sku,
      quantity: line.quantity,
      unitPrice: amountText(line.unitPrice, currency),
      total: amountText(line.unitPrice * line.quantity, currency),
    })),
    subtotal: amountText(order.subtotal, currency),
    discount: amountOrNothing(-order.discountTotal, currency),
    shipping: amountOrNothing(order.shippingTotal, currency),
    tax: amountOrNothing(order.taxTotal, currency),
    rounding: amountOrNothing(order.roundingTotal, currency),
    total: amountText(order.total, currency),
    store: order.storeId === null ? '' : stores.get(order.storeId),
    address:
      address === null
        ? []
        : [
            `${address.firstName} ${address.lastName}`,
            address.line1,
            address.line2,
            `${address.postalCode} ${address.city}`,
            address.country,
          ].filter(Boolean),
    shipments: order.shipments.map((shipment) => ({
      store: stores.get(shipment.storeId),
      status: shipment.status,
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
    })),
  };
}
