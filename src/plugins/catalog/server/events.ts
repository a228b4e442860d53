/** What an edit did to a document. */
type Edited = 'created' | 'updated' | 'deleted';

/** A document beside the products. */
export interface CatalogueEvent {
  documentId: string;
  /** Document ids of the products that show it; absent where they are too many to name. */
  productIds?: string[];
}

export interface ProductEvent {
  documentId: string;
  /** Where it is known; an edit may have changed it. */
  slug?: string;
  /** Only the draft has changed: what the public sees is as it was. */
  draft?: true;
}

type EditEvents = Record<
  `${'variant' | 'category' | 'brand' | 'collection'}.${Edited}`,
  CatalogueEvent
>;

type ProductEvents = Record<`product.${Edited | 'published' | 'unpublished'}`, ProductEvent>;

declare module '../../kernel/server/contract' {
  interface EventPayloads extends ProductEvents, EditEvents {}
}
