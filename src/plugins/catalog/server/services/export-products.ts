import type { Readable } from 'node:stream';
import {
  csvOf,
  formatAmount,
  pagesOf,
  type Cell,
  type Queryable,
} from '../../../kernel/server/contract';
import { productColumns, type ProductColumn } from '../domain/shopify-columns';
import {
  exportProducts as exportStatement,
  type ExportedProduct,
  type ExportedVariant,
} from '../sql/export-products';
import { categoryPaths } from '../sql/category-paths';
import { shopCurrency } from '../sql/shop-currency';

const PAGE = 200;

/** What the import reads, but for the stock, which has an export of its own. */
const COLUMNS = (Object.keys(productColumns) as ProductColumn[]).filter(
  (column) => column !== 'inventoryQuantity',
);

/** Names from the top of the tree down, by a category's id. */
type Paths = ReadonlyMap<number, readonly string[]>;
type Cells = Partial<Record<ProductColumn, Cell>>;

/**
 * The catalogue in the columns of a Shopify product export, as editors have it: the draft of each
 * product. What an import wrote is exported so that importing it again changes nothing.
 *
 * @param currency the shop's where its settings were never saved, ISO 4217
 * @param onError told why an export ended before its end
 */
export function exportProducts(
  database: Queryable,
  currency: string,
  onError: (error: Error) => void,
): Readable {
  const headings = COLUMNS.map((column) => productColumns[column].spellings[0]);
  return csvOf(headings, cellsOf(database, currency), onError);
}

async function* cellsOf(database: Queryable, currency: string): AsyncGenerator<Cell[]> {
  const [shop] = await database.query(shopCurrency, []);
  const categories = await database.query(categoryPaths, []);
  const paths = new Map(categories.map(({ id, path }) => [id, path]));
  const products = pagesOf(PAGE, (last: ExportedProduct | undefined) =>
    database.query(exportStatement, [last?.id ?? 0, PAGE]),
  );
  for await (const product of products) {
    for (const row of rowsOf(product, paths, shop?.currency ?? currency)) {
      yield COLUMNS.map((column) => row[column] ?? null);
    }
  }
}

/** A row a variant, a picture beside each as long as there are some, then rows of pictures alone. */
function rowsOf(product: ExportedProduct, paths: Paths, currency: string): Cells[] {
  const names = (product.options ?? []).slice(0, 3).map(({ name }) => name);
  // An import takes the pictures that it names for all there are, and it cannot name uploaded ones.
  const images = product.images.every(({ url }) => isOnTheWeb(url)) ? product.images : [];
  const count = Math.max(product.variants.length, images.length, 1);
  return Array.from({ length: count }, (_, turn) => {
    const [variant, image] = [product.variants[turn], images[turn]];
    return {
      handle: product.slug,
      ...(turn === 0 ? productCells(product, names, paths) : {}),
      ...(variant === undefined ? {} : variantCells(variant, names, currency)),
      ...(image === undefined
        ? {}
        : { imageSource: image.url, imagePosition: turn + 1, imageAltText: image.altText }),
    };
  });
}

function productCells(product: ExportedProduct, names: readonly string[], paths: Paths): Cells {
  return {
    title: product.name,
    body: product.description,
    vendor: product.brand,
    type: product.category,
    tags: product.tags?.join(', ') ?? null,
    published: String(product.published),
    status: product.published ? 'active' : 'draft',
    // Shopify's way to say that a product has no options.
    option1Name: names[0] ?? 'Title',
    option2Name: names[1] ?? null,
    option3Name: names[2] ?? null,
    seoTitle: product.meta_title,
    seoDescription: product.meta_description,
    shortDescription: product.short_description,
    categoryPath: pathOf(paths.get(product.category_id ?? 0) ?? []),
    attributes: JSON.stringify(product.attributes ?? {}),
  };
}

/** None where a name has the sign that stands between names. */
function pathOf(path: readonly string[]): string | null {
  return path.some((name) => name.includes('>')) ? null : path.join(' > ');
}

function variantCells(variant: ExportedVariant, names: readonly string[], currency: string): Cells {
  const amount = (minor: number | null) => (minor === null ? null : formatAmount(minor, currency));
  const choice = (turn: number) => variant.options?.[names[turn] ?? ''] ?? null;
  return {
    option1Value: names.length === 0 ? 'Default Title' : choice(0),
    option2Value: choice(1),
    option3Value: choice(2),
    sku: variant.sku,
    grams: variant.weight,
    inventoryPolicy: variant.allowBackorder ? 'continue' : 'deny',
    price: amount(variant.price),
    compareAtPrice: amount(variant.originalPrice),
    costPerItem: amount(variant.costPrice),
    barcode: variant.barcode,
    variantImage: variant.image !== null && isOnTheWeb(variant.image) ? variant.image : null,
  };
}

function isOnTheWeb(url: string): boolean {
  return /^https?:\/\//.test(url);
}
