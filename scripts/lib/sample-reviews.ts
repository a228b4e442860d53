import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { databaseOf, type Transaction } from '../../src/plugins/kernel/server/contract';
import { writeReview } from '../../src/plugins/reviews/server/contract';

/** `sample/reviews.json`: who has written what of which product, and what the shop made of it. */
export const sampleReviews = z.strictObject({
  customers: z.array(
    z.strictObject({ key: z.string(), firstName: z.string(), lastName: z.string() }),
  ),
  reviews: z.array(
    z.strictObject({
      product: z.string(),
      customer: z.string(),
      rating: z.number(),
      title: z.string().optional(),
      text: z.string().optional(),
      state: z.enum(['pending', 'published']),
      reply: z.string().optional(),
    }),
  ),
});

type Words = Parameters<typeof writeReview>[3];

const CUSTOMER = 'plugin::users-permissions.user';
const REVIEW = 'api::review.review';

/** Lets the sample's customers write their reviews, those that they have not written yet. */
export async function addReviews(
  strapi: Core.Strapi,
  { customers, reviews }: z.output<typeof sampleReviews>,
): Promise<void> {
  const ids = new Map<string, number>();
  for (const { key, ...names } of customers) {
    ids.set(key, await customerOf(strapi, `${key}@example.com`, names));
  }
  for (const { product, customer, state, reply, ...words } of reviews) {
    const customerId = ids.get(customer);
    if (customerId === undefined) throw new Error(`sample/reviews.json names nobody: ${customer}`);
    const documentId =
      (await reviewBy(strapi, product, customerId)) ??
      (await writeAs(strapi, product, customerId, words));
    if (state === 'published') {
      await strapi.documents(REVIEW).update({ documentId, data: { state, reply } });
    }
  }
}

/** What a customer has written already, where an earlier load was cut short. */
async function reviewBy(strapi: Core.Strapi, slug: string, customerId: number) {
  const reviewed = await strapi.documents('api::product.product').findFirst({ filters: { slug } });
  if (reviewed === null) throw new Error(`sample/reviews.json names no product: ${slug}`);
  const filters = { productDocumentId: reviewed.documentId, customer: { id: customerId } };
  return (await strapi.documents(REVIEW).findFirst({ filters }))?.documentId;
}

async function writeAs(strapi: Core.Strapi, slug: string, customerId: number, words: Words) {
  const write = (tx: Transaction) => writeReview(tx, slug, customerId, words);
  return (await databaseOf(strapi).transaction(write)).document_id;
}

/** An account without a password: nobody signs in to it. */
async function customerOf(
  strapi: Core.Strapi,
  email: string,
  names: { firstName: string; lastName: string },
): Promise<number> {
  const found = (await strapi.db.query(CUSTOMER).findOne({ where: { email } })) as Row | null;
  if (found !== null) return found.id;
  const fields = { ...names, email, username: email, provider: 'local', confirmed: true };
  return ((await strapi.db.query(CUSTOMER).create({ data: fields })) as Row).id;
}

interface Row {
  id: number;
}
