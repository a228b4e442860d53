import type { Order, OrderLine, Shipment } from './order';

/** What the buyer, the staff and the machines of a shop see of an order. */
export function presentOrder(order: Order): object {
  return {
    documentId: order.documentId,
    number: order.number,
    status: order.status,
    paymentStatus: order.paymentStatus,
    paymentMethod: order.paymentMethod,
    email: order.email,
    phone: order.phone,
    currency: order.currency,
    items: order.lines.map(presentLine),
    shipments: presentShipments(order),
    subtotal: order.subtotal,
    discountTotal: order.discountTotal,
    shippingTotal: order.shippingTotal,
    taxTotal: order.taxTotal,
    roundingTotal: order.roundingTotal,
    total: order.total,
    taxIncluded: order.taxIncluded,
    couponCode: order.couponCode,
    discountLines: order.discountLines,
    taxLines: order.taxLines,
    deliveryType: order.deliveryType,
    shippingMethod: order.shippingMethod,
    shippingAddress: order.shippingAddress,
    billingAddress: order.billingAddress,
    storeId: order.storeId,
    notes: order.notes,
    placedAt: order.placedAt,
    updatedAt: order.updatedAt,
  };
}

/** What each store sends, or hands over. */
export function presentShipments({
  shipments,
  lines,
}: Pick<Order, 'shipments' | 'lines'>): object[] {
  return shipments.map((shipment: Shipment) => ({
    documentId: shipment.documentId,
    storeId: shipment.storeId,
    items: lines
      .filter((line) => line.storeId === shipment.storeId)
      .map(({ sku, name, quantity }) => ({ sku, name, quantity })),
    status: shipment.status,
    carrier: shipment.carrier,
    trackingNumber: shipment.trackingNumber,
  }));
}

function presentLine(line: OrderLine): object {
  return {
    documentId: line.documentId,
    sku: line.sku,
    name: line.name,
    variantTitle: line.variantTitle,
    productId: line.productId,
    storeId: line.storeId,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discount: line.discount,
    tax: line.tax,
    total: line.total,
  };
}
