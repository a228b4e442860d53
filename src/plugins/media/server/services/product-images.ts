import type { Core } from '@strapi/strapi';
import {
  databaseOf,
  publish,
  Refusal,
  Rollback,
  type Transaction,
} from '../../../kernel/server/contract';
import type { ImageRow } from '../domain/present-image';
import { appendProductImages } from '../sql/append-product-images';
import { detachProductImage } from '../sql/detach-product-image';
import { lockProduct } from '../sql/lock-product';
import { touchProduct } from '../sql/touch-product';

/** Images of a product at most. */
const MOST_IMAGES = 100;

type AttachResult = { kind: 'attached' } | { kind: 'no_product' } | { kind: 'too_many' };
type DetachResult = { kind: 'detached' } | { kind: 'no_product' } | { kind: 'no_image' };

/** Whether there is such a product, as a draft or published. */
export async function productExists(strapi: Core.Strapi, idOrSlug: string): Promise<boolean> {
  const rows = await databaseOf(strapi).query(lockProduct, [idOrSlug]);
  return rows.length > 0;
}

/**
 * Puts images at the end of a product's list, on its draft and on what is published, so that they
 * show at once and stay at the next publishing. Other changes of the draft are not published by it.
 *
 * @param idOrSlug document id or slug
 */
export function attachImages(
  strapi: Core.Strapi,
  idOrSlug: string,
  images: readonly ImageRow[],
): Promise<AttachResult> {
  return databaseOf(strapi).transaction<AttachResult>(async (tx) => {
    const [product] = await tx.query(lockProduct, [idOrSlug]);
    if (product === undefined) return { kind: 'no_product' };
    if (product.images + images.length > MOST_IMAGES) return { kind: 'too_many' };
    await tx.query(appendProductImages, [product.document_id, images.map(({ id }) => id)]);
    await productChanged(tx, product.document_id);
    return { kind: 'attached' };
  });
}

/**
 * Takes an image out of a product's list, on its draft and on what is published. The file stays in
 * the media library: other entries may show it.
 *
 * @param image document id or number of the image
 */
export function detachImage(
  strapi: Core.Strapi,
  idOrSlug: string,
  image: string,
): Promise<DetachResult> {
  return databaseOf(strapi).transaction<DetachResult>(async (tx) => {
    const [product] = await tx.query(lockProduct, [idOrSlug]);
    if (product === undefined) return { kind: 'no_product' };
    const detached = await tx.query(detachProductImage, [product.document_id, image]);
    if (detached.length === 0) return new Rollback<DetachResult>({ kind: 'no_image' });
    await productChanged(tx, product.document_id);
    return { kind: 'detached' };
  });
}

async function productChanged(tx: Transaction, documentId: string): Promise<void> {
  await tx.query(touchProduct, [documentId]);
  await publish(tx, [{ event: 'product.updated', subject: documentId, payload: { documentId } }]);
}

/** The refusal where there is no such product. */
export const productNotFound = () =>
  new Refusal('PRODUCT_NOT_FOUND', 'There is no product with this document id or slug.');

/** The refusal where a product would have more images than it may. */
export const tooManyImages = () =>
  new Refusal('LIMIT_REACHED', `A product has at most ${MOST_IMAGES} images.`, {
    limit: MOST_IMAGES,
  });
