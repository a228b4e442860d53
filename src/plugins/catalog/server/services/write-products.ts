import { publishHeard } from '../../../jobs/server/contract';
import {
  newDocumentId,
  type DomainEvent,
  type RowRemark,
  type Transaction,
} from '../../../kernel/server/contract';
import { possibleSkus, SkuRegister, type DuplicateSku } from '../domain/assign-skus';
import type { FileProduct } from '../domain/file-product';
import {
  changesAnything,
  changesVariant,
  planProduct,
  shownPrice,
  type ProductPlan,
  type StoredProduct,
  type VariantPlan,
} from '../domain/plan-product';
import { findProducts } from '../sql/find-products';
import { findVariants } from '../sql/find-variants';
import { insertProducts, type NewProduct } from '../sql/insert-products';
import { insertVariants, type NewVariant } from '../sql/insert-variants';
import { linkVariants } from '../sql/link-variants';
import { lockImport } from '../sql/lock-import';
import { publishProducts } from '../sql/publish-products';
import { setBrands } from '../sql/set-brands';
import { setCategories } from '../sql/set-categories';
import { setImages } from '../sql/set-images';
import { setVariantImages } from '../sql/set-variant-images';
import { touchProducts } from '../sql/touch-products';
import { unpublishProducts } from '../sql/unpublish-products';
import { updateProducts, type ChangedProduct } from '../sql/update-products';
import { updateVariants, type ChangedVariant } from '../sql/update-variants';
import { findReferences } from './find-references';
import { refreshPrices } from './refresh-prices';

/** What became of one product of a batch. */
export interface ProductOutcome {
  product: FileProduct;
  kind: 'changed' | 'unchanged' | 'refused';
  /** Rows of it that cannot come in. */
  refused: RowRemark[];
}

export interface WrittenBatch {
  outcomes: ProductOutcome[];
  /** Variants that are in, in the file's order. */
  variants: { variantId: number; line: number; onHand: number | undefined }[];
  /** Entries of the media library for the pictures that the file names by address. */
  fileIds: number[];
}

/**
 * Writes products so that the database says what the file says, in the rows that Strapi's document
 * service would have written: compared first, so what is right already is not touched.
 *
 * @param products of different slugs
 * @param currency the shop's, where its settings were never saved
 */
export async function writeProducts(
  tx: Transaction,
  products: readonly FileProduct[],
  duplicates: DuplicateSku,
  currency: string,
): Promise<WrittenBatch> {
  await tx.query(lockImport, []);
  const stored = await findStored(tx, products);
  const documentIds = [...stored.values()].map(({ documentId }) => documentId);
  const skus = products.flatMap((product) => possibleSkus(product, duplicates));
  const rows = await tx.query(findVariants, [skus, documentIds]);
  const register = new SkuRegister(rows.map((row) => ({ ...row, product: row.product_slug })));

  const assigned = products.map((product) => ({
    product,
    ...register.assign(product, duplicates),
  }));
  const coming = assigned.filter(({ variants }) => variants.length > 0);
  const references = await findReferences(
    tx,
    coming.map(({ product, variants }) => ({ ...product, variants })),
  );
  const plans = coming.map(({ product, variants }) =>
    planProduct(
      product,
      variants,
      stored.get(product.slug),
      register.variantsOf(product.slug),
      references.of(product),
    ),
  );
  const changed = new Map(plans.filter(changesAnything).map((plan) => [plan.slug, plan]));
  const variantIds = await carryOut(tx, [...changed.values()], currency);
  const variants = plans.flatMap((plan) => plan.variants);
  return {
    outcomes: assigned.map(({ product, variants: { length }, refused }) => ({
      product,
      kind: length === 0 ? 'refused' : changed.has(product.slug) ? 'changed' : 'unchanged',
      refused,
    })),
    variants: variants.flatMap(({ id, sku, line, onHand }) => {
      const variantId = id ?? variantIds.get(sku);
      return variantId === undefined ? [] : [{ variantId, line, onHand }];
    }),
    fileIds: references.fileIds,
  };
}

async function findStored(
  tx: Transaction,
  products: readonly FileProduct[],
): Promise<Map<string, StoredProduct>> {
  const rows = await tx.query(findProducts, [products.map(({ slug }) => slug)]);
  const live = new Map(rows.filter((row) => row.published).map((row) => [row.slug, row]));
  return new Map(
    rows
      .filter((row) => !row.published)
      .map((draft) => [
        draft.slug,
        { documentId: draft.document_id, draft, live: live.get(draft.slug) },
      ]),
  );
}

/** @returns the ids of the variants that were made, by SKU */
async function carryOut(
  tx: Transaction,
  plans: readonly ProductPlan[],
  currency: string,
): Promise<Map<string, number>> {
  if (plans.length === 0) return new Map();
  const changes = plans.map((plan) => ({
    ...plan,
    documentId: plan.stored?.documentId ?? newDocumentId(),
  }));
  const created: NewProduct[] = changes
    .filter(({ stored }) => stored === undefined)
    .map((plan) => ({
      document_id: plan.documentId,
      slug: plan.slug,
      live: plan.publication === 'publish',
      ...plan.fields,
      ...shownPrice(plan),
    }));
  const updated: ChangedProduct[] = changes.flatMap(({ rowsToUpdate, fields }) =>
    rowsToUpdate.map((id) => ({ id, ...fields })),
  );
  const stored = changes.flatMap(({ stored: found, publication }) =>
    found === undefined ? [] : { documentId: found.documentId, publication },
  );
  const storedIds = stored.map(({ documentId }) => documentId);
  const of = (publication: ProductPlan['publication']) =>
    stored.filter((plan) => plan.publication === publication).map(({ documentId }) => documentId);
  const brands = changes.flatMap(({ documentId, brandId }) =>
    brandId === undefined ? [] : { documentId, brandId },
  );
  const categories = changes.flatMap(({ documentId, category }) =>
    category === undefined ? [] : { documentId, ...category },
  );
  const images = changes.flatMap(({ documentId, imageIds }) =>
    (imageIds ?? []).map((fileId) => ({ documentId, fileId })),
  );

  const variants = changes.flatMap(({ documentId, variants: all }) =>
    all.filter(changesVariant).map((variant) => ({
      ...variant,
      documentId: variant.documentId ?? newDocumentId(),
      productId: documentId,
    })),
  );

  const variantIds = await makeVariants(tx, variants);
  await unlessEmpty(created, (all) => tx.query(insertProducts, [JSON.stringify(all), currency]));
  await unlessEmpty(updated, (all) => tx.query(updateProducts, [JSON.stringify(all)]));
  await unlessEmpty(of('unpublish'), (all) => tx.query(unpublishProducts, [all]));
  await unlessEmpty(brands, (all) =>
    tx.query(setBrands, [all.map((one) => one.documentId), all.map((one) => one.brandId)]),
  );
  await unlessEmpty(categories, (all) =>
    tx.query(setCategories, [
      all.map((one) => one.documentId),
      all.map((one) => one.removedId),
      all.map((one) => one.addedId),
    ]),
  );
  await unlessEmpty(images, (all) =>
    tx.query(setImages, [all.map((one) => one.documentId), all.map((one) => one.fileId)]),
  );
  await joinVariants(tx, variants, variantIds);
  await refreshPrices(tx, storedIds, currency);
  await unlessEmpty(storedIds, (all) => tx.query(touchProducts, [all]));
  await unlessEmpty(of('publish'), (all) => tx.query(publishProducts, [all]));
  await publishHeard(tx, [...changes.flatMap(productEventsOf), ...variants.map(variantEvent)]);
  return variantIds;
}

/** What an edit of the variant by hand would be told as. */
function variantEvent({ id, documentId, productId }: ChangedPlan): DomainEvent {
  const event = id === undefined ? 'variant.created' : 'variant.updated';
  return { event, subject: documentId, payload: { documentId, productIds: [productId] } };
}

/** A draft that nobody sees changes without an event. */
function productEventsOf({
  documentId,
  slug,
  publication,
  stored,
}: ProductPlan & { documentId: string }): DomainEvent[] {
  const told = (name: 'created' | 'published' | 'unpublished' | 'updated'): DomainEvent => ({
    event: `product.${name}`,
    subject: documentId,
    payload: { documentId, slug },
  });
  const created = stored === undefined ? [told('created')] : [];
  if (publication !== undefined) return [...created, told(`${publication}ed`)];
  return stored?.live === undefined ? created : [told('updated')];
}

/** With the document ids of the variant and of its product. */
type ChangedPlan = VariantPlan & { documentId: string; productId: string };

/** @returns the ids of those that were made, by SKU */
async function makeVariants(
  tx: Transaction,
  variants: readonly ChangedPlan[],
): Promise<Map<string, number>> {
  const created: NewVariant[] = variants
    .filter(({ id }) => id === undefined)
    .map(({ documentId, sku, fields }) => ({ document_id: documentId, sku, ...fields }));
  if (created.length === 0) return new Map();
  const made = await tx.query(insertVariants, [JSON.stringify(created)]);
  return new Map(made.map(({ id, sku }) => [sku, id]));
}

/** Brings stored variants up to date, and all of them to their products and pictures. */
async function joinVariants(
  tx: Transaction,
  variants: readonly ChangedPlan[],
  made: ReadonlyMap<string, number>,
): Promise<void> {
  const updated: ChangedVariant[] = variants.flatMap(({ id, fields, fieldsDiffer }) =>
    id !== undefined && fieldsDiffer ? { id, ...fields } : [],
  );
  const idOf = ({ id, sku }: VariantPlan) => id ?? made.get(sku) ?? [];
  const linked = variants.filter(({ linkMissing }) => linkMissing);
  const pictured = variants.filter(({ imageId }) => imageId !== undefined);
  await unlessEmpty(updated, (all) => tx.query(updateVariants, [JSON.stringify(all)]));
  await unlessEmpty(linked, (all) =>
    tx.query(linkVariants, [all.flatMap(idOf), all.map(({ productId }) => productId)]),
  );
  await unlessEmpty(pictured, (all) =>
    tx.query(setVariantImages, [all.flatMap(idOf), all.map(({ imageId }) => imageId ?? null)]),
  );
}

async function unlessEmpty<T>(items: T[], run: (items: T[]) => Promise<unknown>): Promise<void> {
  if (items.length > 0) await run(items);
}
