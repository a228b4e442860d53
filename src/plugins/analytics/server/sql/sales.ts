import { suppliedBy, type Scope } from '../../../orders/server/contract';

/** Whose figures: the stores' document ids, null for all, and the currency. First in every statement. */
export type Whose = [stores: string[] | null, currency: string];

/** Two moments, as SQL of type `timestamptz`. */
export interface Bounds {
  from: string;
  before: string;
}

/** Whether a column of Strapi's, which is in UTC without saying so, is between two moments. */
export const within = (column: string, { from, before }: Bounds): string =>
  `(${column} >= (${from})::timestamptz AT TIME ZONE 'UTC'
    AND ${column} < (${before})::timestamptz AT TIME ZONE 'UTC')`;

/** Whether a line of an order comes from the stores that are asked for. */
export const ofStores = (scope: Scope, store: string): string =>
  scope === 'all'
    ? '$1::text[] IS NULL'
    : `${store} IN (SELECT mine.id FROM stores mine WHERE mine.document_id = ANY ($1::text[]))`;

/** The orders that count: of the currency, not cancelled, with a part from the stores. */
const counted = (scope: Scope): string => `
  orders.currency = $2 AND orders.state <> 'cancelled' AND ${suppliedBy(scope, '$1')}`;

/**
 * What of an order is the stores': their lines as they are, and of what is the whole order's a `share`
 * as large as theirs of the goods.
 */
const part = (scope: Scope): string => `
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(line.subtotal) FILTER (WHERE whose.is_theirs), 0) AS subtotal,
           coalesce(sum(line.discount) FILTER (WHERE whose.is_theirs), 0) AS discount,
           coalesce(sum(line.tax) FILTER (WHERE whose.is_theirs), 0) AS tax,
           sum(line.tax) AS tax_of_all,
           coalesce(sum(line.subtotal - line.discount) FILTER (WHERE whose.is_theirs)
                      / nullif(sum(line.subtotal - line.discount), 0),
                    bool_and(whose.is_theirs)::integer) AS share
      FROM order_lines line
     CROSS JOIN LATERAL (SELECT ${ofStores(scope, 'line.store_id')} AS is_theirs) whose
     WHERE line.order_id = orders.id
  ) part`;

/** The orders of a time that count, each with its amounts or the stores' part of them. */
export function salesIn(scope: Scope, bounds: Bounds): string {
  const from = `FROM orders ${scope === 'all' ? '' : part(scope)}`;
  const where = `WHERE ${counted(scope)} AND ${within('orders.placed_at', bounds)}`;
  const order = 'orders.id, orders.placed_at, orders.customer_id, orders.email';
  if (scope === 'all') {
    return `
      SELECT ${order}, orders.subtotal AS gross, orders.discount_total AS discounts,
             orders.shipping_total AS shipping, orders.tax_total AS tax,
             orders.rounding_total AS rounding, orders.total
        ${from} ${where}`;
  }
  return `
    SELECT ${order}, part.subtotal AS gross, part.discount AS discounts, shared.shipping, shared.tax,
           shared.rounding,
           part.subtotal - part.discount + shared.shipping + shared.rounding
             + CASE WHEN orders.tax_included THEN 0 ELSE shared.tax END AS total
      ${from}
     CROSS JOIN LATERAL (
       SELECT round(orders.shipping_total * part.share) AS shipping,
              part.tax + round((orders.tax_total - part.tax_of_all) * part.share) AS tax,
              round(orders.rounding_total * part.share) AS rounding
     ) shared
      ${where}`;
}

/** Money that went back in a time, of orders that count. */
export function refundsIn(scope: Scope, bounds: Bounds): string {
  const amount = scope === 'all' ? 'operation.amount' : 'round(operation.amount * part.share)';
  return `
    SELECT operation.decided_at AS at, ${amount} AS amount
      FROM payment_operations operation
      JOIN payments payment ON payment.id = operation.payment_id
      JOIN orders ON orders.id = payment.order_id ${scope === 'all' ? '' : part(scope)}
     WHERE operation.operation = 'refund' AND operation.result = 'succeeded'
       AND ${within('operation.decided_at', bounds)} AND ${counted(scope)}`;
}

/** The sums of {@link salesIn}. */
export const saleSums = `
  count(*) AS orders, coalesce(sum(gross), 0)::bigint AS gross,
  coalesce(sum(discounts), 0)::bigint AS discounts, coalesce(sum(shipping), 0)::bigint AS shipping,
  coalesce(sum(tax), 0)::bigint AS tax, coalesce(sum(rounding), 0)::bigint AS rounding,
  coalesce(sum(total), 0)::bigint AS total`;
