import { z } from 'zod';
import type { RowRemark } from '../../../kernel/server/contract';
import { optionsKey, type FileImage, type FileProduct, type FileVariant } from './file-product';
import { imageFile } from './image-file';
import {
  CellFault,
  cut,
  describesVariant,
  readVariant,
  type ProductRow,
  type ReadingContext,
} from './read-variant';
import { safeHtml } from './safe-html';
import { RESERVED_SLUGS, slugOfHandle } from './slug';

const DEEPEST_CATEGORY = 8;
const MOST_ATTRIBUTES = 500;
const attributes = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])));

/** What the rows of one handle say. Each row is either in the product or refused. */
export interface ProductReading {
  /** undefined where nothing of it can come in. */
  product?: FileProduct;
  refused: RowRemark[];
  notes: RowRemark[];
}

/**
 * Reads the rows of one handle: the first describes the product and its first variant, the others a
 * variant, a picture or both. A fault in a variant refuses its row and leaves the product and the
 * row's picture; a fault in the product refuses all its rows.
 *
 * @param rows in the file's order, at least one
 */
export function readProduct(
  rows: readonly [ProductRow, ...ProductRow[]],
  context: ReadingContext,
): ProductReading {
  const [first, ...others] = rows;
  const refused: RowRemark[] = [];
  const notes: RowRemark[] = [];
  try {
    const product = readProductRow(first, context, notes);
    const names = optionNamesOf(first);
    for (const row of rows) {
      try {
        if (row === first || describesVariant(row)) {
          const variant = readVariant(row, names, product.name, context);
          refuseTwins(variant, product.variants);
          product.variants.push(variant);
        }
      } catch (error) {
        refused.push({ line: row.line, reason: reasonOf(error) });
      }
    }
    product.images = readImages(rows, notes);
    product.optionNames = names.filter((name) =>
      product.variants.some(({ options }) => name in options),
    );
    if (product.variants.length > 0) return { product, refused, notes };
    const lines = new Set(refused.map(({ line }) => line));
    const reason = `no variant of "${product.slug}" can come in, so the product does not either`;
    refused.push(
      ...rows.filter(({ line }) => !lines.has(line)).map(({ line }) => ({ line, reason })),
    );
    return { refused, notes: [] };
  } catch (error) {
    const reason = `belongs to the product that is refused on line ${first.line}`;
    return {
      refused: [
        { line: first.line, reason: reasonOf(error) },
        ...others.map(({ line }) => ({ line, reason })),
      ],
      notes: [],
    };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CellFault) return error.message;
  throw error;
}

function readProductRow(
  { line, cells }: ProductRow,
  { present }: ReadingContext,
  notes: RowRemark[],
): FileProduct {
  const handle = cells.handle.trim();
  if (cells.title.trim() === '') {
    throw new CellFault(`Title is empty, and it is the first row of "${cut(handle, 60)}"`);
  }
  const slug = slugOfHandle(handle);
  if (RESERVED_SLUGS.has(slug)) throw new CellFault(`Handle "${slug}" is a word of the API`);
  if (slug.length > 255) throw new CellFault('Handle is longer than 255 characters');
  if (slug !== handle)
    notes.push({ line, reason: `Handle "${handle}" becomes the slug "${slug}"` });

  const limited = (column: string, cell: string, longest: number) => {
    const text = cell.trim();
    if (text.length > longest) {
      notes.push({ line, reason: `${column} is cut after ${longest} characters` });
    }
    return text === '' ? null : cut(text, longest);
  };
  const product: FileProduct = {
    line,
    slug,
    name: limited('Title', cells.title, 255) ?? '',
    type: limited('Type', cells.type, 255),
    categoryPath: readPath(cells.categoryPath),
    optionNames: [],
    images: [],
    variants: [],
  };
  if (present.has('shortDescription')) {
    product.shortDescription = limited('Short Description', cells.shortDescription, 1_000);
  }
  if (present.has('attributes')) product.attributes = readAttributes(cells.attributes);
  if (present.has('body')) product.description = safeHtml(cells.body) || null;
  if (present.has('vendor')) product.vendor = limited('Vendor', cells.vendor, 255);
  if (present.has('tags')) product.tags = readTags(cells.tags);
  if (present.has('seoTitle')) product.metaTitle = limited('SEO Title', cells.seoTitle, 255);
  if (present.has('seoDescription')) {
    product.metaDescription = limited('SEO Description', cells.seoDescription, 500);
  }
  if (present.has('published') || present.has('status')) product.published = readPublished(cells);
  return product;
}

/** `Home > Kitchen > Pots`; a level without a name is passed over. */
function readPath(cell: string): string[] {
  const path = cell
    .split('>')
    .map((name) => cut(name.trim(), 255))
    .filter((name) => name !== '');
  if (path.length <= DEEPEST_CATEGORY) return path;
  throw new CellFault(`Category Path has more than ${DEEPEST_CATEGORY} levels`);
}

/** A JSON object of texts; longer ones are cut, as tell the value of nothing that can be chosen by. */
function readAttributes(cell: string): Record<string, string> {
  if (cell.trim() === '') return {};
  const told = attributes.safeParse(cell);
  if (!told.success) throw new CellFault('Attributes is no JSON object of texts');
  const pairs = Object.entries(told.data).map(([name, value]) => [
    cut(name.trim(), 255),
    cut(String(value).trim(), 255),
  ]);
  if (pairs.length > MOST_ATTRIBUTES) {
    throw new CellFault(`Attributes are more than ${MOST_ATTRIBUTES}`);
  }
  return Object.fromEntries(pairs.filter(([name, value]) => name !== '' && value !== '')) as Record<
    string,
    string
  >;
}

function readTags(cell: string): string[] {
  const tags = cell.split(',').map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

/** Public unless the file says otherwise: an empty cell is Shopify's yes. */
function readPublished({ published, status }: ProductRow['cells']): boolean {
  const flag = published.trim().toLowerCase();
  if (!['', 'true', 'yes', '1', 'false', 'no', '0'].includes(flag)) {
    throw new CellFault(`Published "${cut(published, 40)}" is neither true nor false`);
  }
  const state = status.trim().toLowerCase();
  if (!['', 'active', 'draft', 'archived', 'unlisted'].includes(state)) {
    throw new CellFault(`Status "${cut(status, 40)}" is not active, draft or archived`);
  }
  return !['false', 'no', '0'].includes(flag) && (state === '' || state === 'active');
}

function optionNamesOf({ cells }: ProductRow): string[] {
  return [cells.option1Name, cells.option2Name, cells.option3Name].map((name) => name.trim());
}

function refuseTwins(variant: FileVariant, others: readonly FileVariant[]): void {
  for (const other of others) {
    if (variant.sku !== null && variant.sku === other.sku) {
      throw new CellFault(`Variant SKU "${variant.sku}" is that of line ${other.line} already`);
    }
    const alike = optionsKey(variant.options) === optionsKey(other.options);
    if (alike && variant.sku === null && other.sku === null) {
      throw new CellFault(`without a SKU it is the same variant as line ${other.line}`);
    }
  }
}

function addressesOf({ line, cells, images = [] }: ProductRow) {
  return [cells.imageSource, ...images]
    .map((address) => ({ line, cells, address: address.trim() }))
    .filter(({ address }) => address !== '');
}

/** The pictures of all rows: by `Image Position` where it is given, else as they come. */
function readImages(rows: readonly ProductRow[], notes: RowRemark[]): FileImage[] {
  const found: { position: number; image: FileImage }[] = [];
  for (const { line, cells, address } of rows.flatMap(addressesOf)) {
    const file = imageFile(address);
    if (file === undefined) {
      const reason = `Image Src "${cut(address, 60)}" is no web address: the picture is left out`;
      notes.push({ line, reason });
      continue;
    }
    const position = Number(cells.imagePosition) || Number.MAX_SAFE_INTEGER;
    const altText = cells.imageAltText.trim() || null;
    const twin = found.find(({ image }) => image.hash === file.hash);
    if (twin === undefined) found.push({ position, image: { ...file, altText } });
    else twin.image.altText ??= altText;
  }
  return found.sort((a, b) => a.position - b.position).map(({ image }) => image);
}
