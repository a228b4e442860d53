/** What an edit did to a document. `published` and `unpublished` there are for products alone. */
export type Edited = 'created' | 'updated' | 'deleted';

/** A document beside the products. */
export interface CatalogueEvent {
  documentId: string;
  /** Document ids of the products that show it; absent where they are too many to name. */
  productIds?: string[];
}

type EditEvents = {
  [Name in `${'variant' | 'category' | 'brand' | 'collection'}.${Edited}`]: CatalogueEvent;
};

type ProductEvents = {
  [Name in `product.${Edited | 'published' | 'unpublished'}`]: {
    documentId: string;
    /** Where it is known: an edit may have changed it. */
    slug?: string;
  };
};

declare module '../../kernel/server/contract' {
  interface EventPayloads extends ProductEvents, EditEvents {}
}
