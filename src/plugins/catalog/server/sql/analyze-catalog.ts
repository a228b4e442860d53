import { statement } from '../../../kernel/server/contract';

/**
 * Tells the planner how many rows the catalogue has by now. Tables that were empty a moment ago are
 * otherwise read from end to end for each batch, until autovacuum comes by.
 */
export const analyzeCatalog = statement<[], never>(
  'catalog.analyze',
  `ANALYZE products, variants, brands, categories, files, files_related_mph, products_brand_lnk,
           products_categories_lnk, variants_product_lnk`,
);
