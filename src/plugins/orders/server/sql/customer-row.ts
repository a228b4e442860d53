import type { CustomerFigures } from '../domain/customer';

/** A customer and the sums of their orders, in one row. */
export interface CustomerRow {
  id: number;
  document_id: string;
  email: string;
  first_name: string | null;
  last_name: string | null;
  phone: string | null;
  confirmed: boolean;
  blocked: boolean;
  blocked_reason: string | null;
  created_at: Date;
  orders_count: number;
  spent: { currency: string; amount: number }[];
  last_order_at: Date | null;
}

/**
 * What {@link CustomerRow} is read from. Of each customer of a page the orders are found by their index
 * and added up.
 *
 * @param customers a table expression of rows of `up_users`
 */
export const selectCustomers = (customers: string) => `
  SELECT customer.id, customer.document_id, customer.email, customer.first_name,
         customer.last_name, customer.phone, customer.confirmed IS TRUE AS confirmed,
         customer.blocked IS TRUE AS blocked, customer.blocked_reason, customer.created_at,
         bought.orders_count, bought.spent, bought.last_order_at
    FROM ${customers} customer
   CROSS JOIN LATERAL (
     SELECT coalesce(sum(part.orders), 0)::int AS orders_count,
            coalesce(jsonb_agg(jsonb_build_object('currency', part.currency, 'amount', part.spent)
                               ORDER BY part.currency), '[]') AS spent,
            max(part.last_at) AS last_order_at
       FROM (SELECT currency, count(*) AS orders, sum(amount_paid)::bigint AS spent,
                    max(placed_at) AS last_at
               FROM orders
              WHERE customer_id = customer.id AND state <> 'cancelled'
              GROUP BY currency) part
   ) bought`;

/** The customer that a row tells of. */
export function customerOf(row: CustomerRow): CustomerFigures {
  return {
    id: row.id,
    documentId: row.document_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    phone: row.phone,
    confirmed: row.confirmed,
    blocked: row.blocked,
    blockedReason: row.blocked_reason,
    createdAt: row.created_at,
    ordersCount: row.orders_count,
    totalSpent: row.spent,
    lastOrderAt: row.last_order_at,
  };
}
