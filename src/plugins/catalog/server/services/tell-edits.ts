import type { Core } from '@strapi/strapi';
import { tellEdits } from '../../../kernel/server/contract';
import { catalogueEvents, MOST_NAMED, productEvents } from '../domain/edits';
import { lockLiveProducts } from '../sql/lock-live-products';
import { productState } from '../sql/product-state';
import { productsShowing } from '../sql/products-showing';

/** Has it told what merchandisers do to products and to what products show. */
export function tellCatalogueEdits(strapi: Core.Strapi): void {
  tellEdits(strapi, 'api::product.product', {
    look: async (tx, documentId) => (await tx.query(productState, [documentId]))[0],
    events: productEvents,
  });
  for (const type of ['variant', 'category', 'brand', 'collection'] as const) {
    tellEdits(strapi, `api::${type}.${type}`, {
      look: async (tx, documentId) => {
        const [found] = await tx.query(productsShowing, [type, documentId, MOST_NAMED + 1]);
        if (found === undefined) return undefined;
        const { product_ids: productIds } = found;
        if (type !== 'variant') return { productIds };
        return { productIds, live: await tx.query(lockLiveProducts, [productIds]) };
      },
      events: (edit) => catalogueEvents(type, edit),
    });
  }
}
