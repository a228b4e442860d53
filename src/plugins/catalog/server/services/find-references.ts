import { publishHeard } from '../../../jobs/server/contract';
import { newDocumentId, type Statement, type Transaction } from '../../../kernel/server/contract';
import { madeEvent } from '../domain/edits';
import type { FileProduct } from '../domain/file-product';
import type { References } from '../domain/plan-product';
import { shortHash, slugOf } from '../domain/slug';
import { describeImageFiles } from '../sql/describe-image-files';
import { findBrands } from '../sql/find-brands';
import { findCategories } from '../sql/find-categories';
import { findImageFiles } from '../sql/find-image-files';
import { insertBrands } from '../sql/insert-brands';
import { insertCategories } from '../sql/insert-categories';
import { insertImageFiles, type ImageFileRow } from '../sql/insert-image-files';
import { findCategoryPaths } from './find-category-paths';

/**
 * Finds the brands, categories and pictures that products name, and makes those that are missing.
 *
 * @returns what each product's names stand for, and the pictures of all of them
 */
export async function findReferences(
  tx: Transaction,
  products: readonly FileProduct[],
): Promise<{ of(product: FileProduct): References; fileIds: number[] }> {
  const vendors = products.flatMap(({ vendor }) => vendor ?? []);
  const brandIds = await findOrMake(tx, 'brand', vendors, findBrands, insertBrands);
  const types = products.flatMap(({ type, categoryPath }) =>
    type === null || categoryPath.length > 0 ? [] : type,
  );
  const categoryIds = await findOrMake(tx, 'category', types, findCategories, insertCategories);
  const categoryAt = await findCategoryPaths(
    tx,
    products.map(({ categoryPath }) => categoryPath),
  );
  const fileIds = await findOrMakeFiles(tx, products);
  return {
    of: ({ vendor, type, categoryPath, images }) => ({
      brandId: brandIds.get(vendor ?? '') ?? null,
      categoryId: categoryAt(categoryPath) ?? categoryIds.get(type ?? '') ?? null,
      imageIds: images.flatMap(({ hash }) => fileIds.get(hash) ?? []),
      fileIds,
    }),
    fileIds: [...fileIds.values()],
  };
}

type Find = Statement<
  [names: string[], slugs: string[]],
  { id: number; name: string; slug: string }
>;
type Make = Statement<
  [documentIds: string[], names: string[], slugs: string[]],
  { id: number; name: string }
>;

/** Ids by name. A new one's slug is its name's, with a suffix where another name took it. */
async function findOrMake(
  tx: Transaction,
  type: 'brand' | 'category',
  names: readonly string[],
  find: Find,
  make: Make,
): Promise<Map<string, number>> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return new Map();
  const found = await tx.query(find, [wanted, wanted.map(slugOf)]);
  // The oldest of a name comes first and stays.
  const ids = new Map([...found].reverse().map(({ id, name }) => [name, id]));
  const slugs = new Set(found.map(({ slug }) => slug));
  const missing = wanted
    .filter((name) => !ids.has(name))
    .map((name) => {
      const plain = slugOf(name);
      const free = plain !== '' && !slugs.has(plain);
      const slug = free ? plain : [plain, shortHash(name)].filter((part) => part !== '').join('-');
      slugs.add(slug);
      return { documentId: newDocumentId(), name, slug };
    });
  if (missing.length === 0) return ids;
  const made = await tx.query(make, [
    missing.map(({ documentId }) => documentId),
    missing.map(({ name }) => name),
    missing.map(({ slug }) => slug),
  ]);
  for (const { id, name } of made) ids.set(name, id);
  await publishHeard(
    tx,
    missing.map(({ documentId }) => madeEvent(type, documentId)),
  );
  return ids;
}

/** Ids by the hash of the address. A file that has no alternative text takes the one given. */
async function findOrMakeFiles(
  tx: Transaction,
  products: readonly FileProduct[],
): Promise<Map<string, number>> {
  const rows = new Map<string, ImageFileRow>();
  for (const { images, variants } of products) {
    const ofVariants = variants.flatMap(({ image }) => (image ? { ...image, altText: null } : []));
    for (const { url, name, altText, hash, ext, mime } of [...images, ...ofVariants]) {
      const known = rows.get(hash);
      if (known !== undefined) known.alternative_text ??= altText;
      else {
        const document_id = newDocumentId();
        rows.set(hash, { document_id, name, alternative_text: altText, hash, ext, mime, url });
      }
    }
  }
  if (rows.size === 0) return new Map();
  const found = await tx.query(findImageFiles, [[...rows.keys()]]);
  const ids = new Map(found.map(({ id, hash }) => [hash, id]));
  const undescribed = found.flatMap(({ id, hash, alternative_text }) => {
    const text = alternative_text === null ? rows.get(hash)?.alternative_text : null;
    return text ? [{ id, text }] : [];
  });
  if (undescribed.length > 0) {
    await tx.query(describeImageFiles, [
      undescribed.map(({ id }) => id),
      undescribed.map(({ text }) => text),
    ]);
  }
  const missing = [...rows.values()].filter(({ hash }) => !ids.has(hash));
  if (missing.length === 0) return ids;
  const made = await tx.query(insertImageFiles, [JSON.stringify(missing)]);
  for (const { id, hash } of made) ids.set(hash, id);
  return ids;
}
