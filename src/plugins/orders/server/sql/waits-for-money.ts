/**
 * Whether the goods of an order stay until it is paid. One of which a part was given back has had its
 * money; who pays cash has the goods first.
 */
export const waitsForMoney = `(total > 0 AND payment_method <> 'cash_on_delivery'
          AND payment_status NOT IN ('authorized', 'paid', 'partially_refunded'))`;
