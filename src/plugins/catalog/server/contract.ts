export type { DuplicateSku } from './domain/assign-skus';
export {
  importProducts,
  type ImportProductsOptions,
  type StockRow,
} from './services/import-products';
export { refreshPrices } from './services/refresh-prices';
