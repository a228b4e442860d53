import { createHash } from 'node:crypto';

/** The first characters of a text's SHA-256, for names that must be the same at every import. */
export function shortHash(text: string, length = 8): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** A text as lower-case letters, digits and single hyphens; '' where nothing of it can be kept. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** What Strapi accepts in a `uid` field. */
const UID = /^[A-Za-z0-9\-_.~]+$/;

/**
 * The slug for a product's handle: the handle itself where Strapi can hold it, else its nearest
 * form. The same handle always gives the same slug.
 */
export function slugOfHandle(handle: string): string {
  if (UID.test(handle)) return handle;
  return [slugOf(handle), shortHash(handle)].filter((part) => part !== '').join('-');
}

/** Slugs that are words of the HTTP contract: `/api/products/featured` is no product. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(['featured', 'search', 'suggest']);
