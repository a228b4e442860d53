/** Cash at hand-over, as it stands in an order's `paymentMethod`. */
export const CASH = 'cash_on_delivery';
