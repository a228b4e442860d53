import type {
  ProductFields,
  ProductVersionRow,
  ShownPrice,
  VariantFields,
  VariantRow,
} from './catalog-rows';
import type { AssignedVariant } from './assign-skus';
import { optionsKey, type FileProduct } from './file-product';

/** A stored variant, as the SKU register knows it. */
export interface StoredVariant extends VariantRow {
  product: string | null;
}

/** A product's stored rows. */
export interface StoredProduct {
  documentId: string;
  draft: ProductVersionRow;
  live: ProductVersionRow | undefined;
}

/** What a product's names and addresses stand for in the database. */
export interface References {
  brandId: number | null;
  categoryId: number | null;
  /** In order. */
  imageIds: number[];
  /** By the address's hash. */
  fileIds: ReadonlyMap<string, number>;
}

export interface VariantPlan {
  sku: string;
  line: number;
  /** undefined where the variant is new, like its document id. */
  id: number | undefined;
  documentId: string | undefined;
  fields: VariantFields;
  fieldsDiffer: boolean;
  active: boolean;
  /** To be set; undefined where the picture stays. */
  imageId: number | null | undefined;
  /** Not yet among the product's variants. */
  linkMissing: boolean;
  onHand: number | undefined;
}

/** What must be written so that the database says what the file says. Nothing where it does. */
export interface ProductPlan {
  /** undefined where the product is new. */
  stored: StoredProduct | undefined;
  slug: string;
  fields: ProductFields;
  /** Ids of the rows whose fields differ. */
  rowsToUpdate: number[];
  /** To be set; undefined where it stays. */
  brandId: number | null | undefined;
  category: { removedId: number | null; addedId: number } | undefined;
  imageIds: number[] | undefined;
  variants: VariantPlan[];
  publication: 'publish' | 'unpublish' | undefined;
}

/**
 * Compares what a file says of a product with what is stored.
 *
 * @param siblings the stored variants of the product
 */
export function planProduct(
  product: FileProduct,
  variants: readonly AssignedVariant<StoredVariant>[],
  stored: StoredProduct | undefined,
  siblings: readonly StoredVariant[],
  references: References,
): ProductPlan {
  const rows = stored ? [stored.draft, ...(stored.live ? [stored.live] : [])] : [];
  const draft = stored?.draft;
  const fields: ProductFields = {
    name: product.name,
    short_description: given(product.shortDescription, draft?.short_description, null),
    description: given(product.description, draft?.description, null),
    tags: given(product.tags, draft?.tags, []),
    options: optionsOf(product, variants, siblings),
    attributes: given(product.attributes, draft?.attributes, {}),
    meta_title: given(product.metaTitle, draft?.meta_title, null),
    meta_description: given(product.metaDescription, draft?.meta_description, null),
  };
  const brandId = product.vendor === undefined ? undefined : references.brandId;
  const published = product.published ?? (stored ? stored.live !== undefined : true);
  return {
    stored,
    slug: product.slug,
    fields,
    rowsToUpdate: rows.filter((row) => !sameFields(row, fields)).map(({ id }) => id),
    brandId:
      brandId === (draft?.brand_id ?? null) && sameIn(rows, 'brand_id') ? undefined : brandId,
    category: planCategory(rows, references.categoryId),
    imageIds: planImages(rows, references.imageIds),
    variants: variants.map((variant, at) => planVariant(variant, at + 1, references)),
    publication: planPublication(published, stored?.live !== undefined),
  };
}

/** Whether a plan writes anything. */
export function changesAnything(plan: ProductPlan): boolean {
  return (
    plan.stored === undefined ||
    plan.rowsToUpdate.length > 0 ||
    plan.brandId !== undefined ||
    plan.category !== undefined ||
    plan.imageIds !== undefined ||
    plan.publication !== undefined ||
    plan.variants.some(changesVariant)
  );
}

/** Whether a plan writes anything of a variant. */
export function changesVariant(plan: VariantPlan): boolean {
  return plan.fieldsDiffer || plan.linkMissing || plan.imageId !== undefined;
}

/** What the file gives, else what is stored, else what a new one has. */
function given<T>(inFile: T | undefined, stored: T | null | undefined, byDefault: T): T {
  return inFile ?? (inFile === undefined ? stored : undefined) ?? byDefault;
}

function planPublication(published: boolean, live: boolean): ProductPlan['publication'] {
  if (published === live) return undefined;
  return published ? 'publish' : 'unpublish';
}

function sameIn(rows: readonly ProductVersionRow[], column: 'brand_id'): boolean {
  return rows.every((row) => row[column] === rows[0]?.[column]);
}

function sameFields(row: ProductVersionRow, fields: ProductFields): boolean {
  return (
    row.name === fields.name &&
    row.short_description === fields.short_description &&
    row.description === fields.description &&
    row.meta_title === fields.meta_title &&
    row.meta_description === fields.meta_description &&
    JSON.stringify(row.tags) === JSON.stringify(fields.tags) &&
    sameOptions(row.options, fields.options) &&
    row.attributes !== null &&
    optionsKey(row.attributes) === optionsKey(fields.attributes)
  );
}

function sameOptions(a: ProductVersionRow['options'], b: ProductFields['options']): boolean {
  const text = (options: ProductFields['options']) =>
    JSON.stringify(options.map(({ name, values }) => [name, values]));
  return a !== null && text(a) === text(b);
}

/** Each option with its values: the file's, then those of variants that the file no longer has. */
function optionsOf(
  { optionNames }: FileProduct,
  variants: readonly AssignedVariant<StoredVariant>[],
  siblings: readonly StoredVariant[],
): ProductFields['options'] {
  const kept = siblings.filter(({ id }) => !variants.some(({ stored }) => stored?.id === id));
  return optionNames.map((name) => {
    const values = [...variants, ...kept].flatMap(({ options }) => options?.[name] ?? []);
    return { name, values: [...new Set(values)] };
  });
}

/** The file's category is the product's first one; those that an editor added stay. */
function planCategory(
  rows: readonly ProductVersionRow[],
  categoryId: number | null,
): ProductPlan['category'] {
  if (categoryId === null) return undefined;
  if (rows.length > 0 && rows.every((row) => row.category_ids.includes(categoryId))) {
    return undefined;
  }
  const first = rows[0]?.category_ids[0] ?? null;
  return { removedId: first === categoryId ? null : first, addedId: categoryId };
}

function planImages(
  rows: readonly ProductVersionRow[],
  imageIds: number[],
): ProductPlan['imageIds'] {
  if (imageIds.length === 0) return undefined;
  const same = rows.length > 0 && rows.every((row) => row.image_ids.join() === imageIds.join());
  return same ? undefined : imageIds;
}

function planVariant(
  variant: AssignedVariant<StoredVariant>,
  position: number,
  { fileIds }: References,
): VariantPlan {
  const { stored } = variant;
  const fields: VariantFields = {
    title: variant.title,
    options: variant.options,
    price: variant.price,
    original_price: given(variant.originalPrice, stored?.original_price, null),
    cost_price: given(variant.costPrice, stored?.cost_price, null),
    barcode: given(variant.barcode, stored?.barcode, null),
    weight: given(variant.weight, stored?.weight, null),
    allow_backorder: given(variant.allowBackorder, stored?.allow_backorder, false),
    position,
  };
  const imageId = variant.image ? (fileIds.get(variant.image.hash) ?? null) : null;
  // A row without a picture says nothing about it, as with the pictures of products.
  const imageStays = imageId === null || imageId === stored?.image_id;
  return {
    sku: variant.sku,
    line: variant.line,
    id: stored?.id,
    documentId: stored?.document_id,
    fields,
    fieldsDiffer: stored === undefined || !sameVariant(stored, fields),
    active: stored?.active ?? true,
    imageId: imageStays ? undefined : imageId,
    linkMissing: (stored?.product ?? null) === null,
    onHand: variant.onHand,
  };
}

/** What a new product shows as its price: that of its cheapest active variant. */
export function shownPrice({ variants }: ProductPlan): ShownPrice {
  const [cheapest] = variants
    .filter(({ active }) => active)
    .map(({ fields }) => fields)
    .sort((a, b) => a.price - b.price || a.position - b.position);
  return {
    price: cheapest?.price ?? null,
    original_price: cheapest?.original_price ?? null,
  };
}

function sameVariant(stored: StoredVariant, fields: VariantFields): boolean {
  return (
    stored.title === fields.title &&
    optionsKey(stored.options ?? {}) === optionsKey(fields.options) &&
    stored.price === fields.price &&
    stored.original_price === fields.original_price &&
    stored.cost_price === fields.cost_price &&
    stored.barcode === fields.barcode &&
    stored.weight === fields.weight &&
    stored.allow_backorder === fields.allow_backorder &&
    stored.position === fields.position
  );
}
