import { statement } from '../../../kernel/server/contract';

export interface HitRow {
  document_id: string;
  name: string;
  slug: string;
  short_description: string | null;
  price: number | null;
  original_price: number | null;
  currency: string | null;
  featured: boolean | null;
  rating_average: number | null;
  rating_count: number | null;
  tags: string[] | null;
  attributes: Record<string, string> | null;
  updated_at: Date;
  brand: { documentId: string; name: string; slug: string } | null;
  categories: { documentId: string; name: string; slug: string }[];
  images: {
    url: string;
    alternativeText: string | null;
    width: number | null;
    height: number | null;
    formats: unknown;
  }[];
  variants: {
    documentId: string;
    sku: string;
    title: string;
    price: number;
    originalPrice: number | null;
    options: Record<string, string> | null;
  }[];
  /** HTML: the text escaped, what was looked for between <mark> and </mark>; null without words. */
  name_marked: string | null;
  text_marked: string | null;
}

const escaped = (text: string) =>
  `replace(replace(replace(${text}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')`;

/** Characters of a description in which a passage is looked for. */
const LONGEST_TEXT = 2_000;

/**
 * Products of a page of hits as they are now, in the order of the ids. One that is gone meanwhile is
 * left out.
 *
 * @param language the text search configuration whose stems `$3` has
 * @param stems what is marked
 */
export const readHits = statement<
  [documentIds: readonly string[], language: string, stems: readonly string[]],
  HitRow
>(
  'search.read_hits',
  `SELECT product.document_id, product.name, product.slug, product.short_description, product.price,
          product.original_price, product.currency, product.featured, product.rating_average,
          product.rating_count, product.tags, product.attributes, product.updated_at, (
            SELECT json_build_object('documentId', brands.document_id, 'name', brands.name,
                                     'slug', brands.slug)
              FROM products_brand_lnk link JOIN brands ON brands.id = link.brand_id
             WHERE link.product_id = product.id LIMIT 1) AS brand, (
            SELECT coalesce(json_agg(json_build_object(
                     'documentId', categories.document_id, 'name', categories.name,
                     'slug', categories.slug) ORDER BY link.category_ord, categories.id), '[]')
              FROM products_categories_lnk link JOIN categories ON categories.id = link.category_id
             WHERE link.product_id = product.id) AS categories, (
            SELECT coalesce(json_agg(json_build_object(
                     'url', file.url, 'alternativeText', file.alternative_text, 'width', file.width,
                     'height', file.height, 'formats', file.formats) ORDER BY link."order"), '[]')
              FROM files_related_mph link JOIN files file ON file.id = link.file_id
             WHERE link.related_id = product.id AND link.related_type = 'api::product.product'
               AND link.field = 'images') AS images, (
            SELECT coalesce(json_agg(json_build_object(
                     'documentId', variant.document_id, 'sku', variant.sku, 'title', variant.title,
                     'price', variant.price, 'originalPrice', variant.original_price,
                     'options', variant.options) ORDER BY variant.position, variant.id), '[]')
              FROM variants_product_lnk link JOIN variants variant ON variant.id = link.variant_id
             WHERE link.product_id = product.id AND variant.active) AS variants,
          CASE WHEN mark.query IS NOT NULL THEN
            ts_headline($2::regconfig, ${escaped('product.name')}, mark.query,
                        'StartSel=<mark>, StopSel=</mark>, HighlightAll=true') END AS name_marked,
          CASE WHEN mark.query IS NOT NULL THEN
            ts_headline($2::regconfig, ${escaped(`left(search_bare(coalesce(
                          nullif(product.short_description, ''), product.description)), ${LONGEST_TEXT})`)},
                        mark.query, 'StartSel=<mark>, StopSel=</mark>, MaxWords=30, MinWords=15')
            END AS text_marked
     FROM unnest($1::text[]) WITH ORDINALITY AS found (document_id, turn)
     JOIN products product ON product.document_id = found.document_id
                          AND product.published_at IS NOT NULL
    CROSS JOIN (SELECT string_agg(quote_literal(stem), ' | ')::tsquery AS query
                  FROM unnest($3::text[]) AS stem) mark
    ORDER BY found.turn`,
);
