/** Indexes of the catalogue on Strapi's tables. Every statement can be repeated. */
export const tables = `
  -- Pictures by address are known by their hash, and every save looks their owners up.
  CREATE INDEX IF NOT EXISTS files_hash_idx ON files (hash);
  CREATE INDEX IF NOT EXISTS files_related_mph_owner_idx
    ON files_related_mph (related_id, related_type, field);
  -- The last place among a brand's or a category's products is one look, however many those are; and
  -- which products those are is read without the table, whose rows lie scattered.
  DROP INDEX IF EXISTS products_brand_lnk_place_idx, products_categories_lnk_place_idx;
  CREATE INDEX IF NOT EXISTS products_brand_lnk_products_idx
    ON products_brand_lnk (brand_id, product_ord) INCLUDE (product_id);
  CREATE INDEX IF NOT EXISTS products_categories_lnk_products_idx
    ON products_categories_lnk (category_id, product_ord) INCLUDE (product_id);
  -- Which of them are published, and how many of all.
  CREATE INDEX IF NOT EXISTS products_live_idx ON products (id) WHERE published_at IS NOT NULL;
  -- What lists are sorted by, beside what the schemas index. The id ends every order: many products are
  -- dated by one import, have no original price and no rating.
  CREATE INDEX IF NOT EXISTS products_live_updated_at_idx
    ON products (updated_at, id) WHERE published_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS products_live_original_price_idx
    ON products (original_price, id) WHERE published_at IS NOT NULL;
  -- Downwards those without come first.
  CREATE INDEX IF NOT EXISTS products_live_original_price_down_idx
    ON products (original_price DESC, id) WHERE published_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS products_live_rating_average_idx
    ON products (rating_average DESC, id) WHERE published_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS products_live_rating_count_idx
    ON products (rating_count DESC, id) WHERE published_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS variants_price_idx ON variants (price, id);
  CREATE INDEX IF NOT EXISTS variants_title_idx ON variants (title, id);
`;

/** Strapi's columns that the catalogue's SQL reads and writes. */
export const neededColumns = {
  products: [
    'document_id',
    'slug',
    'name',
    'short_description',
    'description',
    'tags',
    'options',
    'attributes',
    'featured',
    'price',
    'original_price',
    'currency',
    'tax_class',
    'rating_average',
    'rating_count',
    'meta_title',
    'meta_description',
    'updated_at',
    'published_at',
  ],
  variants: [
    'document_id',
    'sku',
    'title',
    'options',
    'price',
    'original_price',
    'cost_price',
    'barcode',
    'weight',
    'low_stock_threshold',
    'allow_backorder',
    'active',
    'position',
  ],
  brands: ['document_id', 'name', 'slug'],
  categories: ['document_id', 'name', 'slug', 'position'],
  categories_parent_lnk: ['category_id', 'inv_category_id', 'category_ord'],
  files: [
    'hash',
    'ext',
    'mime',
    'size',
    'url',
    'provider',
    'folder_path',
    'alternative_text',
    'provider_metadata',
  ],
  files_related_mph: ['file_id', 'related_id', 'related_type', 'field', 'order'],
  products_brand_lnk: ['product_id', 'brand_id', 'product_ord'],
  products_categories_lnk: ['product_id', 'category_id', 'category_ord', 'product_ord'],
  products_collections_lnk: ['product_id', 'collection_id', 'collection_ord', 'product_ord'],
  variants_product_lnk: ['variant_id', 'product_id', 'variant_ord'],
  shop_settings: ['currency'],
};
