import { parseAmount, type CsvRow } from '../../../kernel/server/contract';
import { type FileVariant } from './file-product';
import { imageFile } from './image-file';
import type { ProductColumn } from './shopify-columns';

export interface ProductRow extends CsvRow<ProductColumn> {
  /** Addresses of pictures, of files that name several in a row, beside that of the cell. */
  images?: readonly string[];
}

/** What the rows of a file are read with. */
export interface ReadingContext {
  /** The shop's currency, ISO 4217: the file's amounts are in it. */
  currency: string;
  /** Columns that the file has. */
  present: ReadonlySet<ProductColumn>;
}

const LARGEST_INTEGER = 2_147_483_647;
const LONGEST_SKU = 100;
const LONGEST_BARCODE = 64;

/** A cell that cannot be taken. Its message is the reason to be reported. */
export class CellFault extends Error {}

/** Whether a row that is not a product's first one describes a variant, and not only a picture. */
export function describesVariant({ cells }: ProductRow): boolean {
  const { price, compareAtPrice, costPerItem, sku, barcode } = cells;
  const { option1Value, option2Value, option3Value } = cells;
  return (
    [price, compareAtPrice, costPerItem, sku, barcode, option1Value, option2Value, option3Value]
      .join('')
      .trim() !== ''
  );
}

/**
 * Reads the variant of a row.
 *
 * @param optionNames the names in the product's first row; '' for none
 * @param productName title of a variant without options
 * @throws CellFault for a cell that is not as it must be
 */
export function readVariant(
  { line, cells }: ProductRow,
  optionNames: readonly string[],
  productName: string,
  { currency, present }: ReadingContext,
): FileVariant {
  const options = readOptions(cells, optionNames);
  const title = Object.values(options).join(' / ');
  const sku = withoutApostrophe(cells.sku);
  if (sku.length > LONGEST_SKU) {
    throw new CellFault(`Variant SKU is longer than ${LONGEST_SKU} characters`);
  }
  const barcode = withoutApostrophe(cells.barcode);
  if (barcode.length > LONGEST_BARCODE) {
    throw new CellFault(`Variant Barcode is longer than ${LONGEST_BARCODE} characters`);
  }
  const price = readAmount('Variant Price', cells.price, currency);
  if (price === null) throw new CellFault('Variant Price is empty');
  const variant: FileVariant = {
    line,
    sku: sku === '' ? null : sku,
    title: cut(title === '' ? productName : title, 255),
    options,
    price,
  };
  if (present.has('compareAtPrice')) {
    variant.originalPrice = readAmount('Variant Compare At Price', cells.compareAtPrice, currency);
  }
  if (present.has('costPerItem')) {
    variant.costPrice = readAmount('Cost per item', cells.costPerItem, currency);
  }
  if (present.has('barcode')) variant.barcode = barcode === '' ? null : barcode;
  if (present.has('grams')) variant.weight = readGrams(cells.grams);
  if (present.has('inventoryPolicy')) variant.allowBackorder = readPolicy(cells.inventoryPolicy);
  if (present.has('variantImage')) variant.image = readImage(cells.variantImage);
  const onHand = readQuantity(cells.inventoryQuantity);
  if (onHand !== undefined) variant.onHand = onHand;
  return variant;
}

/** The first characters of a text, without cutting one in two. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : Array.from(text).slice(0, length).join('');
}

/** A spreadsheet's apostrophe keeps digits from becoming a number and is no part of the text. */
function withoutApostrophe(cell: string): string {
  return cell.trim().replace(/^'/, '').trim();
}

function readOptions(cells: ProductRow['cells'], names: readonly string[]): Record<string, string> {
  const values = [cells.option1Value, cells.option2Value, cells.option3Value];
  const pairs = names.flatMap((name, at): [string, string][] => {
    const value = values[at]?.trim() ?? '';
    return name === '' || value === '' ? [] : [[name, value]];
  });
  const [only] = pairs;
  // Shopify's way to say that a product has no options.
  if (pairs.length === 1 && only?.[0] === 'Title' && only[1] === 'Default Title') return {};
  return Object.fromEntries(pairs);
}

function readAmount(column: string, cell: string, currency: string): number | null {
  if (cell.trim() === '') return null;
  const amount = parseAmount(cell, currency);
  if (amount.kind === 'amount') return amount.minor;
  const quoted = `${column} "${cut(cell, 40)}"`;
  if (amount.kind === 'negative') throw new CellFault(`${quoted} is below 0`);
  if (amount.kind === 'too_large') throw new CellFault(`${quoted} is too large`);
  if (amount.kind === 'too_precise') {
    throw new CellFault(`${quoted} has more than ${amount.decimals} decimals, as ${currency} has`);
  }
  throw new CellFault(`${quoted} is not a number`);
}

function readGrams(cell: string): number | null {
  const text = cell.trim();
  if (text === '') return null;
  const grams = /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text)) : Number.NaN;
  if (grams <= LARGEST_INTEGER) return grams;
  throw new CellFault(`Variant Grams "${cut(text, 40)}" is not a weight`);
}

function readPolicy(cell: string): boolean {
  const policy = cell.trim().toLowerCase();
  if (policy === 'continue') return true;
  if (policy === 'deny' || policy === '') return false;
  throw new CellFault(`Variant Inventory Policy "${cut(cell, 40)}" is neither deny nor continue`);
}

function readQuantity(cell: string): number | undefined {
  const text = cell.trim();
  if (text === '') return undefined;
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw new CellFault(`Variant Inventory Qty "${cut(text, 40)}" is not a whole number`);
}

function readImage(cell: string): FileVariant['image'] {
  const address = cell.trim();
  if (address === '') return null;
  const image = imageFile(address);
  if (image === undefined)
    throw new CellFault(`Variant Image "${cut(address, 60)}" is no web address`);
  return image;
}
