import { statement } from '../../../kernel/server/contract';

/** A product as editors have it, with all that an export tells of it. */
export interface ExportedProduct {
  id: number;
  slug: string;
  name: string;
  short_description: string | null;
  description: string | null;
  brand: string | null;
  /** The first of its categories. */
  category: string | null;
  category_id: number | null;
  tags: string[] | null;
  published: boolean;
  options: { name: string }[] | null;
  attributes: Record<string, string> | null;
  meta_title: string | null;
  meta_description: string | null;
  images: { url: string; altText: string | null }[];
  variants: ExportedVariant[];
}

/** Amounts in minor units of the shop's currency. */
export interface ExportedVariant {
  sku: string;
  options: Record<string, string> | null;
  price: number;
  originalPrice: number | null;
  costPrice: number | null;
  barcode: string | null;
  /** Grams. */
  weight: number | null;
  allowBackorder: boolean | null;
  image: string | null;
}

/** The next products of an export, in the order in which they were made. */
export const exportProducts = statement<[afterId: number, limit: number], ExportedProduct>(
  'catalog.export_products',
  `SELECT product.id, product.slug, product.name, product.short_description,
          product.description, product.tags, product.options, product.attributes, product.meta_title, product.meta_description,
          EXISTS (SELECT FROM products live
                   WHERE live.document_id = product.document_id
                     AND live.published_at IS NOT NULL) AS published,
          (SELECT brand.name
             FROM products_brand_lnk link JOIN brands brand ON brand.id = link.brand_id
            WHERE link.product_id = product.id LIMIT 1) AS brand,
          category.name AS category, category.id AS category_id,
          (SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'url', coalesce(file.provider_metadata->>'source', file.url), 'altText', file.alternative_text)
                    ORDER BY place."order", place.id), '[]')
             FROM files_related_mph place JOIN files file ON file.id = place.file_id
            WHERE place.related_id = product.id AND place.field = 'images'
              AND place.related_type = 'api::product.product') AS images,
          (SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'sku', variant.sku, 'options', variant.options, 'price', variant.price,
                    'originalPrice', variant.original_price, 'costPrice', variant.cost_price,
                    'barcode', variant.barcode, 'weight', variant.weight,
                    'allowBackorder', variant.allow_backorder, 'image', (
                      SELECT coalesce(file.provider_metadata->>'source', file.url)
                        FROM files_related_mph place JOIN files file ON file.id = place.file_id
                       WHERE place.related_id = variant.id AND place.field = 'image'
                         AND place.related_type = 'api::variant.variant' LIMIT 1))
                    ORDER BY variant.position, variant.id), '[]')
             FROM variants_product_lnk link JOIN variants variant ON variant.id = link.variant_id
            WHERE link.product_id = product.id) AS variants
     FROM products product
     LEFT JOIN LATERAL (
            SELECT category.id, category.name
              FROM products_categories_lnk link JOIN categories category ON category.id = link.category_id
             WHERE link.product_id = product.id
             ORDER BY link.category_ord, link.id LIMIT 1) category ON true
    WHERE product.published_at IS NULL AND product.id > $1
    ORDER BY product.id
    LIMIT $2`,
);
