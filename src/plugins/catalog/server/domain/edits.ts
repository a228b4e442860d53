import type { DomainEvent, Edit } from '../../../kernel/server/contract';

/** What an edit can change of a product. */
export interface ProductState {
  slug: string | null;
  /** The published row, a new one after each publishing; null where the public sees none. */
  live: number | null;
}

/**
 * What an edit of a product is told as: what the public sees of it has come, gone or changed, or only
 * the draft has.
 */
export function productEvents(edit: Edit<ProductState>): DomainEvent[] {
  const { documentId, before, after } = edit;
  const slug = after?.slug ?? before?.slug;
  const payload = { documentId, ...(slug == null ? {} : { slug }) };
  const told = (...names: ('created' | 'published' | 'updated' | 'unpublished' | 'deleted')[]) =>
    names.map((name): DomainEvent => ({ event: `product.${name}`, subject: documentId, payload }));
  const was = before?.live ?? null;
  const is = after?.live ?? null;
  if (after === undefined)
    return told(...(was === null ? [] : (['unpublished'] as const)), 'deleted');
  if (before === undefined)
    return told('created', ...(is === null ? [] : (['published'] as const)));
  if (was === null && is !== null) return told('published');
  if (was !== null && is === null) return told('unpublished');
  if (was !== is) return told('updated');
  return [{ event: 'product.updated', subject: documentId, payload: { ...payload, draft: true } }];
}

/** What shows a document beside the products. */
export interface ShownOn {
  /** Document ids of products. */
  productIds: readonly string[];
  /** Those of them that the public sees with what the document says, as a variant's price. */
  live?: readonly { documentId: string; slug: string | null }[];
}

/** The most products that an event names. Above that, whoever keeps products starts anew. */
export const MOST_NAMED = 500;

/**
 * What an edit of a variant, category, brand or collection is told as, with the products that showed
 * it or show it now. Products that say what it says have changed with it.
 */
export function catalogueEvents(
  type: 'variant' | 'category' | 'brand' | 'collection',
  { documentId, before, after }: Edit<ShownOn>,
): DomainEvent[] {
  const shown = new Set([...(before?.productIds ?? []), ...(after?.productIds ?? [])]);
  const named = shown.size <= MOST_NAMED ? { productIds: [...shown] } : {};
  const name = before === undefined ? 'created' : after === undefined ? 'deleted' : 'updated';
  const products = [...(before?.live ?? []), ...(after?.live ?? [])];
  const live = new Map(products.map((product) => [product.documentId, product.slug]));
  return [
    { event: `${type}.${name}`, subject: documentId, payload: { documentId, ...named } },
    ...[...live].map(([productId, slug]): DomainEvent => {
      const payload = { documentId: productId, ...(slug === null ? {} : { slug }) };
      return { event: 'product.updated', subject: productId, payload };
    }),
  ];
}

/** What an import tells of a brand or category that it makes, before there are products that show it. */
export function madeEvent(type: 'brand' | 'category', documentId: string): DomainEvent {
  const payload = { documentId, productIds: [] };
  return { event: `${type}.created`, subject: documentId, payload };
}
