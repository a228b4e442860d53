import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Of each product, and as many pictures. */
export const VARIANTS = 2;

/**
 * Writes a product export of that many products, with a brand and a category, two variants and two
 * pictures each.
 *
 * @param prefix of the handles, so that two files are of different products
 */
export async function writeProductFile(path: string, prefix: string, count: number): Promise<void> {
  await pipeline(Readable.from(rows(prefix, count)), createWriteStream(path));
}

/** The handle of one of the products. */
export function handleOf(prefix: string, turn: number): string {
  return `${prefix}-${turn}`;
}

/** What a product says of itself. */
export function describe(turn: number): string {
  return `<p>Number <b>${turn}</b>, ${'a good thing to have at home. '.repeat(10)}</p>`;
}

function* rows(prefix: string, count: number): Generator<string> {
  yield (
    'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,' +
    'Variant Grams,Variant Price,Image Src\n'
  );
  for (let turn = 0; turn < count; turn += 1) {
    const handle = handleOf(prefix, turn);
    const price = `${10 + (turn % 90)}.50`;
    const picture = `https://pictures.example.com/${handle}`;
    yield (
      `${handle},Product ${turn},"${describe(turn)}",Vendor ${turn % 97},Type ${turn % 31},` +
      `"a, b${turn % 7}",true,Size,S,${handle}-S,100,${price},${picture}-1.jpg\n` +
      `${handle},,,,,,,,M,${handle}-M,120,${price},${picture}-2.jpg\n`
    );
  }
}
