import { statement } from '../../../kernel/server/contract';
import type { Scope } from '../../../orders/server/contract';
import { buyersIn } from './buyers';
import type { Whose } from './sales';

export interface BuyerRow {
  /** Document id; null for a guest. */
  customer_id: string | null;
  email: string;
  first_name: string | null;
  last_name: string | null;
  orders: number;
  spent: number;
}

/** A page of those who bought in a time, who spent most first. */
export const topBuyers = (scope: Scope) =>
  statement<
    [...Whose, from: Date, before: Date, nobody: string, limit: number, offset: number],
    BuyerRow
  >(
    `analytics.top_buyers_${scope}`,
    `SELECT customer.document_id AS customer_id, coalesce(customer.email, buyer.address) AS email,
            customer.first_name, customer.last_name, buyer.orders, buyer.spent
       FROM (${buyersIn(scope, { from: '$3', before: '$4' }, '$5')}
              ORDER BY spent DESC, 1, 2 LIMIT $6 OFFSET $7) buyer
       LEFT JOIN up_users customer ON customer.id = buyer.customer_id
      ORDER BY buyer.spent DESC, buyer.customer_id, buyer.address`,
  );
