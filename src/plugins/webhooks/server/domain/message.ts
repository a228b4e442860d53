/** The types that an endpoint can ask for; each is an event of the same name. */
export const TYPES = [
  'order.placed',
  'order.confirmed',
  'order.preparing',
  'order.ready',
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'order.refunded',
  'order.updated',
  'payment.captured',
  'payment.failed',
  'payment.refunded',
  'product.created',
  'product.published',
  'product.updated',
  'product.unpublished',
  'product.deleted',
  'variant.created',
  'variant.updated',
  'variant.deleted',
  'category.created',
  'category.updated',
  'category.deleted',
  'brand.created',
  'brand.updated',
  'brand.deleted',
  'collection.created',
  'collection.updated',
  'collection.deleted',
  'store.created',
  'store.updated',
  'store.deleted',
  'stock.changed',
  'coupon.changed',
  'review.created',
  'review.updated',
  'review.deleted',
  'customer.registered',
  'customer.updated',
  'customer.deleted',
] as const;

/** What an endpoint says that wants every type, also those that come later. */
export const EVERY_TYPE = '*';

/** What of an event's payload is told, by the object that its type begins with. Nothing else goes out. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  order: ['documentId', 'number', 'status', 'paymentStatus', 'updatedAt', 'change'],
  payment: [
    'documentId',
    'orderId',
    'number',
    'method',
    'status',
    'currency',
    'amount',
    'amountCaptured',
    'amountRefunded',
  ],
  product: ['documentId', 'slug'],
  variant: ['documentId', 'productIds'],
  category: ['documentId'],
  brand: ['documentId'],
  collection: ['documentId'],
  store: ['documentId'],
  stock: ['documentId', 'sku', 'storeId', 'onHand', 'available', 'delta'],
  coupon: ['documentId', 'code', 'action'],
  review: ['documentId', 'productId', 'rating', 'status'],
  customer: ['documentId'],
};

interface Told {
  /** Grows per object, in the order in which things happened. */
  id: number;
  event: string;
  subject: string;
  payload: unknown;
  happenedAt: Date;
}

/** Whether an event is told to other systems. What an editor only drafts is not. */
export function isTold({ event, payload }: Pick<Told, 'event' | 'payload'>): boolean {
  const { draft } = (payload ?? {}) as { draft?: boolean };
  return (TYPES as readonly string[]).includes(event) && draft !== true;
}

/** The body of a message: what Standard Webhooks asks for, and what of the event others may know. */
export function bodyFor({ id, event, subject, payload, happenedAt }: Told): string {
  const known = (payload ?? {}) as Record<string, unknown>;
  const fields = TOLD[event.split('.')[0] ?? ''] ?? [];
  const told = fields.flatMap((field) => (field in known ? [[field, known[field]] as const] : []));
  return JSON.stringify({
    type: event,
    timestamp: happenedAt.toISOString(),
    data: { documentId: subject, ...Object.fromEntries(told), sequence: id },
  });
}
