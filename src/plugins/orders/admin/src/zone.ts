/** View and place of the parts that other plugins put beside an order. */
export const ORDER_ZONE = ['order', 'beside'] as const;

export interface BesideOrderProps {
  /** Document id. */
  orderId: string;
  /** Another one whenever the order was loaded anew. */
  version?: object;
  /** Has the page show the order as it is now. */
  onChange: () => void;
}
