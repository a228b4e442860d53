import type { Core } from '@strapi/strapi';
import type { ClaimRequest, ClaimResult, Claims } from './services/claims';

export { adjustStock } from './services/adjust-stock';
export type {
  Adjuster,
  MovementKind,
  RefusedAdjustment,
  StockAdjustment,
} from './services/adjust-stock';
export type { ClaimRequest, ClaimResult } from './services/claims';
export { allocateAnew, type NeededGoods } from './services/allocate-anew';
export { returnGoods, type GoodsReturned } from './services/return-goods';
export { allocateHolds, freeHolds, keepHolds } from './services/holds';
export type { Allocation, FreedHold, HoldLife, KeptHold } from './services/holds';
export { freeStock } from './sql/free-stock';
export { sourceColumns, suppliersOf, type SourceRow, type Supplier } from './sql/suppliers';
export {
  onAvailability,
  readStock,
  type StockPlace,
  type StockReading,
} from './services/availability';
export { doctorChecks } from './services/doctor';
export { exportStock } from './services/export-stock';
export { importStock } from './services/import-stock';
export { storeOfCode, takeStock, type CountedStock } from './services/take-stock';
export { fulfilOrder, lowerAllocations, releaseOrder, type Fulfilment } from './services/orders';

/**
 * Takes stock for 30 seconds, or the life of a hold where that is less, in a short transaction of its own that is never the caller's. Attach
 * the hold in the transaction that records what it is for; without that it expires by itself.
 *
 * @returns the hold; or how many there are, where that is too few
 */
export function claim(strapi: Core.Strapi, request: ClaimRequest): Promise<ClaimResult> {
  return (strapi.plugin('inventory').service('claims') as Claims).claim(request);
}
