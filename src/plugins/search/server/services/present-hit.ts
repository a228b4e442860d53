import type { HitRow } from '../sql/read-hits';

/** A product among the hits, as the public sees it. */
export interface PublicHit {
  documentId: string;
  name: string;
  slug: string;
  shortDescription: string | null;
  /** Minor units. */
  price: number | null;
  originalPrice: number | null;
  currency: string | null;
  brand: HitRow['brand'];
  categories: HitRow['categories'];
  tags: string[];
  attributes: Record<string, string>;
  images: HitRow['images'];
  variants: HitRow['variants'];
  featured: boolean;
  ratingAverage: number;
  ratingCount: number;
  updatedAt: string;
  /** Escaped HTML with what was looked for between <mark> and </mark>. */
  highlight: { name: string; text: string } | null;
}

/** A hit as it goes out. */
export function presentHit(row: HitRow): PublicHit {
  return {
    documentId: row.document_id,
    name: row.name,
    slug: row.slug,
    shortDescription: row.short_description,
    price: row.price,
    originalPrice: row.original_price,
    currency: row.currency,
    brand: row.brand,
    categories: row.categories,
    tags: row.tags ?? [],
    attributes: row.attributes ?? {},
    images: row.images,
    variants: row.variants,
    featured: row.featured ?? false,
    ratingAverage: row.rating_average ?? 0,
    ratingCount: row.rating_count ?? 0,
    updatedAt: row.updated_at.toISOString(),
    highlight:
      row.name_marked === null ? null : { name: row.name_marked, text: row.text_marked ?? '' },
  };
}
