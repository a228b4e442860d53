import type { TaxClass } from '../domain/tax';

/** What pricing needs to know of a product, as {@link goodsJson} builds it. */
export interface GoodsJson {
  taxClass: TaxClass;
  categoryIds: number[];
  collectionIds: number[];
}

/**
 * SQL of what pricing needs to know of a product, for a statement that reads lines. What only coupons
 * ask for is looked up only where there are some.
 *
 * @param product SQL name of a row of `products`
 * @param wanted SQL of whether there are coupons
 */
export const goodsJson = (product: string, wanted: string): string => `
  jsonb_build_object(
    'taxClass', coalesce(${product}.tax_class, 'standard'),
    'categoryIds', CASE WHEN ${wanted} THEN (
      WITH RECURSIVE upwards AS (
        SELECT link.category_id FROM products_categories_lnk link
         WHERE link.product_id = ${product}.id
         UNION
        SELECT parent.inv_category_id
          FROM upwards JOIN categories_parent_lnk parent USING (category_id)
      )
      SELECT coalesce(jsonb_agg(category_id), '[]') FROM upwards) ELSE '[]' END,
    'collectionIds', CASE WHEN ${wanted} THEN (
      SELECT coalesce(jsonb_agg(link.collection_id), '[]')
        FROM products_collections_lnk link WHERE link.product_id = ${product}.id) ELSE '[]' END)`;
