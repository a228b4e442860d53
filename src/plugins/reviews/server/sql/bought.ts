/**
 * The text shared by the statements that ask whether a customer was sent or handed a product: an order
 * of theirs with a variant of it is shipped or delivered, which goods that were fetched are too.
 *
 * @param customerId SQL of the customer's numeric id
 * @param productId SQL of the product's document id
 */
export const bought = (customerId: string, productId: string): string => `
          EXISTS (SELECT FROM orders
                    JOIN order_lines line ON line.order_id = orders.id
                   WHERE orders.customer_id = ${customerId}
                     AND orders.state IN ('shipped', 'delivered')
                     AND line.product_document_id = ${productId})`;
