import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../kernel/server/contract';
import type { ProductChange } from '../domain/inbound';

const PRODUCT = 'api::product.product';
const VARIANT = 'api::variant.variant';

/**
 * Changes products and variants as another system says, by the document service, so that whatever is
 * checked and told of an editor's change is so of this one. A published product stays published.
 *
 * @returns how many there were
 * @throws Refusal PRODUCT_NOT_FOUND, SKU_NOT_FOUND
 */
export async function changeProducts(
  strapi: Core.Strapi,
  changes: readonly ProductChange[],
): Promise<number> {
  for (const change of changes) {
    const { documentId, published } = await productOf(strapi, change);
    if (Object.keys(change.variant).length > 0) await changeVariant(strapi, change);
    const edited = Object.keys(change.product).length > 0;
    const products = strapi.documents(PRODUCT);
    if (edited) await products.update({ documentId, data: change.product });
    if (change.published ?? (edited && published)) await products.publish({ documentId });
    else if (change.published === false && published) await products.unpublish({ documentId });
  }
  return changes.length;
}

/** The product that a change names, by its slug or by the SKU of a variant. */
async function productOf(
  strapi: Core.Strapi,
  { slug, sku }: ProductChange,
): Promise<{ documentId: string; published: boolean }> {
  const filters = {
    ...(slug === undefined ? {} : { slug: { $eq: slug } }),
    ...(sku === undefined ? {} : { variants: { sku: { $eq: sku } } }),
  };
  const products = strapi.documents(PRODUCT);
  const found = await products.findFirst({ status: 'draft', fields: ['documentId'], filters });
  if (found === null) {
    const named = [slug && `slug ${slug}`, sku && `SKU ${sku}`].filter(Boolean).join(' and ');
    throw new Refusal('PRODUCT_NOT_FOUND', `There is no product with ${named}.`);
  }
  const { documentId } = found;
  const published = await products.count({
    status: 'published',
    filters: { documentId: { $eq: documentId } },
  });
  return { documentId, published: published > 0 };
}

async function changeVariant(
  strapi: Core.Strapi,
  { sku = '', variant }: ProductChange,
): Promise<void> {
  const variants = strapi.documents(VARIANT);
  const found = await variants.findFirst({
    fields: ['documentId'],
    filters: { sku: { $eq: sku } },
  });
  if (found === null) throw new Refusal('SKU_NOT_FOUND', `There is nothing with the SKU ${sku}.`);
  await variants.update({ documentId: found.documentId, data: variant });
}
