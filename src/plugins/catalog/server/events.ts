/** A product, with what one needs to find it. */
export interface ProductEvent {
  documentId: string;
  /** Where it is known; an edit may have changed it. */
  slug?: string;
  /** Only the draft has changed: what the public sees is as it was. */
  draft?: true;
}

/** A document beside the products. */
export interface CatalogueEvent {
  documentId: string;
  /** Document ids of the products that show it or showed it; absent where they are too many to name, or only a picture has changed. */
  productIds?: string[];
}

declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** A product was made, as a draft or public at once. */
    'product.created': ProductEvent;
    /** What the public sees of a product has changed, or only its draft. */
    'product.updated': ProductEvent;
    /** The public sees the product from now on. */
    'product.published': ProductEvent;
    /** The public does not see it any more. */
    'product.unpublished': ProductEvent;
    'product.deleted': ProductEvent;
    /** By an editor or an import. */
    'variant.created': CatalogueEvent;
    /** By an editor or an import, as `product.updated` of each product that the public sees it on. */
    'variant.updated': CatalogueEvent;
    'variant.deleted': CatalogueEvent;
    'category.created': CatalogueEvent;
    'category.updated': CatalogueEvent;
    'category.deleted': CatalogueEvent;
    'brand.created': CatalogueEvent;
    'brand.updated': CatalogueEvent;
    'brand.deleted': CatalogueEvent;
    'collection.created': CatalogueEvent;
    'collection.updated': CatalogueEvent;
    'collection.deleted': CatalogueEvent;
  }
}
