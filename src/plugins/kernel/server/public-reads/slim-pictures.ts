/** What an answer tells of each smaller copy of a picture. */
const SHOWN = ['url', 'width', 'height'];

/**
 * Takes from the pictures in an answer what nobody shows: of the smaller copies of each, Strapi tells
 * file names, hashes and sizes, which is most of a list of products.
 *
 * @param value what is answered; changed in place
 */
export function slimPictures(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    value.forEach(slimPictures);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'formats' && 'documentId' in value && isFormats(inner)) {
      (value as Record<string, unknown>)[key] = slim(inner);
    } else {
      slimPictures(inner);
    }
  }
}

type Formats = Record<string, Record<string, unknown>>;

function isFormats(value: unknown): value is Formats {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((each) => typeof each === 'object' && each !== null);
}

function slim(formats: Formats): object {
  return Object.fromEntries(
    Object.entries(formats).map(([name, copy]) => [
      name,
      Object.fromEntries(SHOWN.map((key) => [key, copy[key] ?? null])),
    ]),
  );
}
