/** Why less of something came into a cart than was asked for. */
export type AdjustmentReason =
  'INSUFFICIENT_STOCK' | 'HOLD_LIMIT' | 'LIMIT_REACHED' | 'NOT_FOR_SALE' | 'CURRENCY_NOT_AVAILABLE';

/** Goods that did not come into a cart as they should have, when carts were joined or copied. */
export interface Adjustment {
  sku: string;
  /** Units that there should have been. */
  requested: number;
  /** Units that there are. */
  quantity: number;
  reason: AdjustmentReason;
}
