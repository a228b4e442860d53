/** A kind of image that the shop takes. */
export interface ImageKind {
  mime: string;
  /** The ending under which it is stored, whatever it was called. */
  ext: string;
  /** Endings that its files go by. */
  endings: readonly string[];
  /** What sharp calls the format. */
  format: string;
}

const JPEG: ImageKind = {
  mime: 'image/jpeg',
  ext: '.jpg',
  endings: ['.jpg', '.jpeg', '.jfif'],
  format: 'jpeg',
};
const PNG: ImageKind = { mime: 'image/png', ext: '.png', endings: ['.png'], format: 'png' };
const GIF: ImageKind = { mime: 'image/gif', ext: '.gif', endings: ['.gif'], format: 'gif' };
const WEBP: ImageKind = { mime: 'image/webp', ext: '.webp', endings: ['.webp'], format: 'webp' };
const AVIF: ImageKind = { mime: 'image/avif', ext: '.avif', endings: ['.avif'], format: 'heif' };

export const IMAGE_KINDS: readonly ImageKind[] = [JPEG, PNG, GIF, WEBP, AVIF];

/**
 * Tells an image's kind by its first bytes, never by its name or by what the sender says.
 *
 * @param bytes the whole file, or at least its first 32 bytes
 * @returns undefined for anything else, SVG included: it may carry scripts
 */
export function imageKindOf(bytes: Buffer): ImageKind | undefined {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (text(0, 3) === '\xff\xd8\xff') return JPEG;
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return PNG;
  if (['GIF87a', 'GIF89a'].includes(text(0, 6))) return GIF;
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return WEBP;
  if (text(4, 8) === 'ftyp' && ['avif', 'avis'].includes(text(8, 12))) return AVIF;
  return undefined;
}
