import type { Core } from '@strapi/strapi';
import { dukaConfig, inStrapiTransaction } from '../../../kernel/server/contract';
import { productsOfVariants } from '../sql/products-of-variants';
import { refreshPrices } from './refresh-prices';

const WRITES = new Set(['create', 'update', 'delete', 'clone', 'publish', 'discardDraft']);

/**
 * Keeps the prices that products show in step with what is saved in the admin panel or over REST: a
 * variant, a product's list of variants, the shop's currency. In the transaction of the save.
 */
export function keepPrices(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const { uid, action } = context;
    const concerned =
      uid === 'api::product.product' ||
      uid === 'api::variant.variant' ||
      uid === 'api::shop-settings.shop-settings';
    if (!concerned || !WRITES.has(action)) return next();
    const { currency } = dukaConfig(strapi);
    const params = context.params as { documentId?: string };

    return inStrapiTransaction(strapi, async (tx) => {
      const productsOf = async (variant: string | undefined) =>
        variant === undefined ? [] : await tx.query(productsOfVariants, [[variant]]);
      // A variant that is deleted or moved has another product, or none, afterwards.
      const before = uid === 'api::variant.variant' ? await productsOf(params.documentId) : [];
      const result = await next();
      const saved = params.documentId ?? (result as { documentId?: string } | null)?.documentId;
      if (uid === 'api::shop-settings.shop-settings') {
        await refreshPrices(tx, 'all', currency);
      } else if (uid === 'api::product.product') {
        await refreshPrices(tx, saved === undefined ? [] : [saved], currency);
      } else {
        const after = await productsOf(saved);
        const ids = [...before, ...after].map(({ document_id }) => document_id);
        await refreshPrices(tx, [...new Set(ids)], currency);
      }
      return result;
    });
  });
}
