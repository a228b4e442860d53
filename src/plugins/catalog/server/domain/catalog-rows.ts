/** One of a product's rows, the draft's or the published one's, with what the import writes. */
export interface ProductVersionRow {
  id: number;
  document_id: string;
  slug: string;
  published: boolean;
  name: string | null;
  short_description: string | null;
  description: string | null;
  tags: string[] | null;
  options: { name: string; values: string[] }[] | null;
  attributes: Record<string, string> | null;
  meta_title: string | null;
  meta_description: string | null;
  brand_id: number | null;
  /** In the product's order, like the images. */
  category_ids: number[];
  image_ids: number[];
}

/** A variant with what the import writes, and whose it is. */
export interface VariantRow {
  id: number;
  document_id: string;
  sku: string;
  title: string;
  options: Record<string, string> | null;
  price: number;
  original_price: number | null;
  cost_price: number | null;
  barcode: string | null;
  weight: number | null;
  allow_backorder: boolean;
  active: boolean;
  position: number | null;
  image_id: number | null;
  /** null where it belongs to no product. */
  product_document_id: string | null;
  product_slug: string | null;
}

/** What the import writes into a product's row. */
export interface ProductFields {
  name: string;
  short_description: string | null;
  description: string | null;
  tags: string[];
  options: { name: string; values: string[] }[];
  attributes: Record<string, string>;
  meta_title: string | null;
  meta_description: string | null;
}

/** What a product shows as its price, in minor units; null where none of its variants is active. */
export interface ShownPrice {
  price: number | null;
  original_price: number | null;
}

/** What the import writes into a variant's row. */
export interface VariantFields {
  title: string;
  options: Record<string, string>;
  price: number;
  original_price: number | null;
  cost_price: number | null;
  barcode: string | null;
  weight: number | null;
  allow_backorder: boolean;
  position: number;
}
