export type { DuplicateSku } from './domain/assign-skus';
export { exportProducts } from './services/export-products';
export {
  importProducts,
  type ImportProductsOptions,
  type StockRow,
} from './services/import-products';
export { refreshPrices } from './services/refresh-prices';
