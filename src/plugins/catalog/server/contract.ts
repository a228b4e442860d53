export type { DuplicateSku } from './domain/assign-skus';
export { mapping, type Mapping } from './domain/mapping';
export { exportProducts } from './services/export-products';
export {
  importProducts,
  type ImportProductsOptions,
  type StockRow,
} from './services/import-products';
