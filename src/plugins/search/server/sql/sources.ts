/** Characters of a description that are looked at. */
const LONGEST_TEXT = 8_000;
/** A longer value is a text, which nobody narrows a search by. */
const LONGEST_FACET = 64;

/**
 * The first common table expressions of the statements that read the catalogue for the index; they
 * need `WITH RECURSIVE`.
 *
 * - `source`: the published products of `$1` (document ids) with their texts
 * - `pair`: their attributes and the options of their active variants
 *
 * Link tables are joined in place of views on them: Strapi could not change a column that a view reads.
 */
export const sources = `
   lineage (category_id, ancestor_id) AS (
     SELECT id, id FROM categories
      UNION
     SELECT lineage.category_id, parent.inv_category_id
       FROM lineage JOIN categories_parent_lnk parent ON parent.category_id = lineage.ancestor_id
   ), source AS MATERIALIZED (
     SELECT product.id, product.document_id, product.name, product.price, product.created_at,
            left(search_bare(product.short_description), ${LONGEST_TEXT}) || ' '
              || left(search_bare(product.description), ${LONGEST_TEXT}) AS text,
            CASE WHEN jsonb_typeof(product.tags) = 'array' THEN product.tags ELSE '[]' END AS tags,
            CASE WHEN jsonb_typeof(product.attributes) = 'object'
                 THEN product.attributes ELSE '{}' END AS attributes,
            brand.document_id AS brand_id, brand.name AS brand_name,
            category.ids AS category_ids, category.names AS category_names,
            coalesce(goods.ids, '{}') AS variant_ids, goods.skus, goods.titles,
            goods.barcodes, goods.options
       FROM products product
       LEFT JOIN LATERAL (
              SELECT brands.document_id, brands.name
                FROM products_brand_lnk link JOIN brands ON brands.id = link.brand_id
               WHERE link.product_id = product.id LIMIT 1) brand ON true
       CROSS JOIN LATERAL (
              SELECT array_agg(DISTINCT categories.document_id) AS ids,
                     string_agg(DISTINCT categories.name, ' ') AS names
                FROM products_categories_lnk link
                JOIN lineage ON lineage.category_id = link.category_id
                JOIN categories ON categories.id = lineage.ancestor_id
               WHERE link.product_id = product.id) category
       CROSS JOIN LATERAL (
              SELECT array_agg(variant.id) AS ids, array_agg(variant.sku) AS skus,
                     array_agg(variant.barcode) AS barcodes,
                     string_agg(nullif(variant.title, 'Default Title'), ' ') AS titles,
                     jsonb_agg(variant.options)
                       FILTER (WHERE jsonb_typeof(variant.options) = 'object') AS options
                FROM variants_product_lnk link
                JOIN variants variant ON variant.id = link.variant_id
               WHERE link.product_id = product.id AND variant.active) goods
      WHERE product.published_at IS NOT NULL AND product.document_id = ANY ($1::text[])
   ), pair AS MATERIALIZED (
     SELECT source.document_id, trim(told.key) AS name, trim(told.value) AS value
       FROM source, jsonb_each_text(source.attributes) told
      WHERE trim(told.key) <> '' AND trim(told.value) <> ''
      UNION
     SELECT source.document_id, trim(told.key), trim(told.value)
       FROM source, jsonb_array_elements(source.options) option, jsonb_each_text(option) told
      WHERE trim(told.key) <> '' AND trim(told.value) <> ''
   ), facet AS (
     SELECT document_id, 'brand' AS kind, '' AS name, brand_id AS value
       FROM source WHERE brand_id IS NOT NULL
      UNION ALL
     SELECT document_id, 'category', '', unnest(category_ids) FROM source
      UNION ALL
     SELECT document_id, 'tag', '', trim(tag) FROM source, jsonb_array_elements_text(tags) tag
      WHERE length(trim(tag)) BETWEEN 1 AND ${LONGEST_FACET}
      UNION ALL
     SELECT document_id, 'attribute', name, value FROM pair
      WHERE length(name) <= ${LONGEST_FACET} AND length(value) <= ${LONGEST_FACET}
   )`;

/** What follows {@link sources}: `plain`, each product's texts as plain words, in the order of `FIELDS`. */
export const plainFields = `
   plain AS MATERIALIZED (
     SELECT source.document_id, ARRAY[
              trim(search_plain(source.name)),
              trim(search_plain(concat_ws(' ', source.brand_name, source.category_names,
                                          array_to_string(source.skus, ' '), source.tags::text))),
              trim(search_plain(concat_ws(' ', source.titles, pairs.text))),
              trim(search_plain(source.text))] AS fields
       FROM source
       LEFT JOIN (SELECT document_id, string_agg(name || ' ' || value, ' ') AS text
                    FROM pair GROUP BY document_id) pairs USING (document_id)
   )`;
