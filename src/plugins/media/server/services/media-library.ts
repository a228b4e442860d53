import type { Core } from '@strapi/strapi';
import { databaseOf, Refusal } from '../../../kernel/server/contract';
import type { ImageRow } from '../domain/present-image';
import { findFile } from '../sql/find-file';
import type { CheckedImage } from './received-files';

const RETRY_SECONDS = 30;

/** The part of Strapi's upload service that we use. */
interface UploadService {
  upload(input: {
    files: readonly CheckedImage[];
    data: { fileInfo: readonly { name: string; alternativeText: string | null }[] };
  }): Promise<ImageRow[]>;
  replace(
    id: number,
    input: { file: CheckedImage; data: { fileInfo: { name: string } } },
  ): Promise<unknown>;
  findOne(id: number): Promise<ImageRow | null>;
  remove(file: ImageRow): Promise<unknown>;
}

const uploads = (strapi: Core.Strapi) => strapi.plugin('upload').service('upload') as UploadService;

/**
 * Puts checked images into the media library by Strapi's own service, which makes the smaller
 * formats and hands everything to the provider.
 *
 * @throws Refusal PROVIDER_UNAVAILABLE where that does not take them
 */
export function storeImages(
  strapi: Core.Strapi,
  images: readonly CheckedImage[],
): Promise<ImageRow[]> {
  const fileInfo = images.map(({ originalFilename: name, alternativeText }) => ({
    name,
    alternativeText,
  }));
  return byProvider(uploads(strapi).upload({ files: images, data: { fileInfo } }));
}

/**
 * Gives an entry of the media library another content, by Strapi's own service. Entries that show it go
 * on showing it.
 */
export async function replaceImage(
  strapi: Core.Strapi,
  id: number,
  file: CheckedImage,
): Promise<void> {
  const fileInfo = { name: file.originalFilename };
  await byProvider(uploads(strapi).replace(id, { file, data: { fileInfo } }));
}

/**
 * Takes a file out of the media library, with its smaller formats. Of a file that another provider
 * keeps (an imported address) only our row goes: nothing is asked of the network.
 *
 * @param publicId the provider's name of the file, or its document id
 * @returns false where there is none
 * @throws Refusal PROVIDER_UNAVAILABLE where the provider does not let it go
 */
export async function removeImage(strapi: Core.Strapi, publicId: string): Promise<boolean> {
  const [found] = await databaseOf(strapi).query(findFile, [publicId]);
  const file = found && (await uploads(strapi).findOne(found.id));
  if (!file) return false;
  await byProvider(uploads(strapi).remove(file));
  return true;
}

async function byProvider<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isCloudinarys(error)) throw error;
    const why = 'Cloudinary, which keeps the pictures, does not do this now. Try again later.';
    throw new Refusal('PROVIDER_UNAVAILABLE', why, {}, RETRY_SECONDS);
  }
}

/** Its provider tells of a failure by words, or hands on the answer of its library. */
function isCloudinarys(error: unknown): boolean {
  if (error instanceof Error) return / (to|on) cloudinary: /.test(error.message);
  return typeof error === 'object' && error !== null && 'http_code' in error;
}
