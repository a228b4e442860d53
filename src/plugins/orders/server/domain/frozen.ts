/** Fields of a placed order that nobody edits; the rest may be corrected by staff. */
export const FROZEN_ORDER_FIELDS = [
  'number',
  'paymentStatus',
  'paymentMethod',
  'placedAt',
  'deliveryType',
  'store',
  'customer',
  'shippingMethod',
  'shippingAddress',
  'billingAddress',
  'currency',
  'subtotal',
  'discountTotal',
  'shippingTotal',
  'taxTotal',
  'roundingTotal',
  'roundTotalTo',
  'total',
  'amountPaid',
  'disputed',
  'taxIncluded',
  'couponCode',
  'discountLines',
  'taxLines',
  'cartId',
  'notes',
  'lines',
  'shipments',
  'history',
] as const;

/** Fields of a shipment that the shop keeps by itself. */
export const FROZEN_SHIPMENT_FIELDS = [
  'state',
  'order',
  'store',
  'lines',
  'shippedAt',
  'deliveredAt',
] as const;

/**
 * Which frozen fields an edit would change. A form sends all that it was filled with, so a field that
 * is sent as it stands is no change.
 *
 * @param current the document as it is; relations as row ids, lists of relations left out
 * @param edit what is to be written, in the admin panel's form or REST's
 */
export function frozenChanges(
  current: Readonly<Record<string, unknown>>,
  edit: Readonly<Record<string, unknown>>,
  frozen: readonly string[],
): string[] {
  return frozen.filter((field) => field in edit && !isUnchanged(current[field], edit[field]));
}

function isUnchanged(current: unknown, sent: unknown): boolean {
  if (sent === undefined) return true;
  if (isRelationEdit(sent)) return Object.values(sent).every((part) => isEmptyList(part));
  return comparable(current) === comparable(sent);
}

function isRelationEdit(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => ['connect', 'disconnect', 'set'].includes(key));
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** One text for what stands for the same value: `500` and `"500"`, a date and its ISO text. */
function comparable(value: unknown): string {
  if (value === null || value === undefined || isEmptyList(value)) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return value;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
