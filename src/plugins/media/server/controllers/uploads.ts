import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { requireOperator } from '../../../accounts/server/contract';
import { answer, Refusal } from '../../../kernel/server/contract';
import { presentImage } from '../domain/present-image';
import { removeImage, storeImages } from '../services/media-library';
import { DELETE_IMAGES, UPLOAD_IMAGES } from '../services/permissions';
import { withReceivedImages } from '../services/received-files';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  /** `POST /upload/image` takes and answers one, `POST /upload/images` several. */
  async create(ctx: Context) {
    await requireOperator(strapi, ctx, UPLOAD_IMAGES);
    const single = ctx.path.endsWith('/image');
    const stored = await withReceivedImages(
      ctx,
      (images) => storeImages(strapi, images),
      ...(single ? [1] : []),
    );
    const images = stored.map(presentImage);
    answer(ctx, 201, single ? images[0] : images);
  },

  async delete(ctx: Context) {
    await requireOperator(strapi, ctx, DELETE_IMAGES);
    const { publicId } = ctx.params as { publicId: string };
    if (!(await removeImage(strapi, publicId))) {
      throw new Refusal('NOT_FOUND', 'There is no file with this id.');
    }
    ctx.status = 204;
  },
});
