import { readFile, rm } from 'node:fs/promises';
import type { Context } from 'koa';
import sharp from 'sharp';
import { invalid, textOf, validate } from '../../../kernel/server/contract';
import { checkImageFile, type ImageCheck } from '../domain/image-file';

/** A file of a multipart body, as the body parser has put it down. */
interface ReceivedFile {
  filepath: string;
  originalFilename: string | null;
  size: number;
  /** When its first byte came; see `config/middlewares.ts`. */
  begunAt: number;
}

/** An image that has been checked, in the form that Strapi's upload service takes. */
export interface CheckedImage {
  filepath: string;
  originalFilename: string;
  mimetype: string;
  size: number;
  alternativeText: string | null;
}

/** Images a request at most. */
const MOST_FILES = 10;
/** Pixels over all frames at most: decoded, they take four bytes each. */
const MOST_PIXELS = 50_000_000;

/**
 * Reads the images of a multipart body, whatever the fields are called, hands them to `work`, and
 * then takes the temporary files away.
 *
 * @param most files at most
 * @throws Refusal VALIDATION_FAILED naming each file that is no image we take; one bad file refuses all
 */
export async function withReceivedImages<T>(
  ctx: Context,
  work: (images: CheckedImage[]) => Promise<T>,
  most = MOST_FILES,
): Promise<T> {
  const { files = {}, body } = ctx.request as { files?: Files; body?: unknown };
  const received = Object.values(files)
    .flat()
    .sort((a, b) => a.begunAt - b.begunAt);
  try {
    if (received.length === 0) throw fault('Send an image in a multipart/form-data body');
    if (received.length > most) throw fault(`Send at most ${most} at once`);
    return await work(await checked(received, alternativeTextOf(body)));
  } finally {
    await Promise.all(received.map(({ filepath }) => rm(filepath, { force: true })));
  }
}

type Files = Record<string, ReceivedFile | ReceivedFile[]>;

const fault = (message: string) => invalid([{ path: ['files'], message }]);

function alternativeTextOf(body: unknown): string | null {
  const { alternativeText } = (body ?? {}) as { alternativeText?: unknown };
  return alternativeText === undefined ? null : validate(textOf(500), alternativeText);
}

async function checked(
  received: readonly ReceivedFile[],
  alternativeText: string | null,
): Promise<CheckedImage[]> {
  const checks = await Promise.all(received.map(checkImage));
  const faults = checks.flatMap((result, index) =>
    result.kind === 'refused' ? [{ path: ['files', String(index)], message: result.reason }] : [],
  );
  if (faults.length > 0) throw invalid(faults);
  return checks.flatMap((result, index) => {
    const file = received[index];
    if (result.kind === 'refused' || file === undefined) return [];
    const { filepath, size } = file;
    const { mime: mimetype } = result.image;
    return [{ filepath, originalFilename: result.name, mimetype, size, alternativeText }];
  });
}

/**
 * Whether a file is an image that the shop takes, by its content alone.
 *
 * @param file where it lies, and what its sender calls it
 */
export async function checkImage(
  file: Pick<ReceivedFile, 'filepath' | 'originalFilename'>,
): Promise<ImageCheck> {
  const result = checkImageFile(file.originalFilename ?? 'image', await readFile(file.filepath));
  if (result.kind === 'refused') return result;
  const refused = (reason: string): ImageCheck => ({ kind: 'refused', reason });
  try {
    // Only the header is read here, so a small file cannot make us allocate a huge picture.
    const { format, width, height, pages = 1 } = await sharp(file.filepath).metadata();
    if (format !== result.image.format) return refused('is not the kind of image it begins as');
    if (width * height * pages > MOST_PIXELS) {
      return refused(`has more than ${MOST_PIXELS / 1_000_000} million pixels`);
    }
    await sharp(file.filepath, { failOn: 'truncated', limitInputPixels: MOST_PIXELS }).stats();
    return result;
  } catch {
    return refused('is damaged: it cannot be decoded');
  }
}
