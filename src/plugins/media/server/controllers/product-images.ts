import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { requireOperator } from '../../../accounts/server/contract';
import { answer, Refusal } from '../../../kernel/server/contract';
import { presentImage } from '../domain/present-image';
import { removeImage, storeImages } from '../services/media-library';
import { ADD_PRODUCT_IMAGES, TAKE_AWAY_PRODUCT_IMAGES } from '../services/permissions';
import {
  attachImages,
  detachImage,
  productExists,
  productNotFound,
  tooManyImages,
} from '../services/product-images';
import { withReceivedImages } from '../services/received-files';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async create(ctx: Context) {
    await requireOperator(strapi, ctx, ADD_PRODUCT_IMAGES);
    const { id: product } = ctx.params as { id: string };
    const images = await withReceivedImages(ctx, async (received) => {
      if (!(await productExists(strapi, product))) throw productNotFound();
      return storeImages(strapi, received);
    });
    const result = await attachImages(strapi, product, images);
    if (result.kind !== 'attached') {
      await Promise.all(images.map(({ documentId }) => removeImage(strapi, documentId)));
      throw result.kind === 'no_product' ? productNotFound() : tooManyImages();
    }
    answer(ctx, 201, images.map(presentImage));
  },

  async delete(ctx: Context) {
    await requireOperator(strapi, ctx, TAKE_AWAY_PRODUCT_IMAGES);
    const { id, imageId } = ctx.params as { id: string; imageId: string };
    const result = await detachImage(strapi, id, imageId);
    if (result.kind === 'no_product') throw productNotFound();
    if (result.kind === 'no_image') {
      throw new Refusal('NOT_FOUND', 'The product does not show this image.');
    }
    ctx.status = 204;
  },
});
