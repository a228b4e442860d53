import { extname } from 'node:path';
import { IMAGE_KINDS, imageKindOf, type ImageKind } from './image-kind';

export type ImageCheck =
  { kind: 'image'; image: ImageKind; name: string } | { kind: 'refused'; reason: string };

const LONGEST_NAME = 200;
// Separators, and what has no place in a name: control characters, NUL among them.
// eslint-disable-next-line no-control-regex -- they are what it looks for
const UNFIT_IN_NAME = /[/\\\u0000-\u001f\u007f]/;

/** Markup that a browser would run if it were ever shown the file as a page, or a server as PHP. */
const MARKUP = ['<script', '<html', '<!doctype', '<iframe', '<?php'];
const ZIP_DIRECTORY = 'PK\x05\x06';
/** A ZIP's directory ends within this many bytes of the file's end. */
const ZIP_TAIL = 65_557;
/** A PDF may begin within this many bytes. */
const PDF_HEAD = 1_024;

/**
 * Decides by its content whether a file is an image that the shop takes.
 *
 * @param name the name that the sender gave it
 * @returns the image's kind and the name to keep, with the ending of what it really is; or a
 *   sentence that says what is wrong
 */
export function checkImageFile(name: string, bytes: Buffer): ImageCheck {
  const refused = (reason: string): ImageCheck => ({ kind: 'refused', reason });
  if (bytes.length === 0) return refused('is empty');
  if (name.length > LONGEST_NAME) return refused(`has a name of more than ${LONGEST_NAME} letters`);
  if (UNFIT_IN_NAME.test(name) || name.includes('..') || name.startsWith('.')) {
    return refused('has a name with a path or control characters in it');
  }
  const image = imageKindOf(bytes);
  if (image === undefined) return refused('is not a JPEG, PNG, GIF, WebP or AVIF image');
  const ending = extname(name).toLowerCase();
  if (ending !== '' && !IMAGE_KINDS.some(({ endings }) => endings.includes(ending))) {
    return refused(`is called ${ending}, which is no image's name`);
  }
  if (isPolyglot(bytes)) return refused('is an image with something else hidden in it');
  const stem = ending === '' ? name : name.slice(0, -ending.length);
  return {
    kind: 'image',
    image,
    name: stem + (image.endings.includes(ending) ? ending : image.ext),
  };
}

/** Whether a file that begins as an image is a page, a script or an archive as well. */
function isPolyglot(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  const lower = text.toLowerCase();
  return (
    MARKUP.some((mark) => lower.includes(mark)) ||
    text.slice(-ZIP_TAIL).includes(ZIP_DIRECTORY) ||
    text.slice(0, PDF_HEAD).includes('%PDF-')
  );
}
