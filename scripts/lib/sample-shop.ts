import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { importProducts } from '../../src/plugins/catalog/server/contract';
import { importStock } from '../../src/plugins/inventory/server/contract';
import { databaseOf, dukaConfig, Report } from '../../src/plugins/kernel/server/contract';
import { importStores } from '../../src/plugins/stores/server/contract';
import { say } from './environment';
import { ROOT } from './paths';
import { addReviews, sampleReviews } from './sample-reviews';
import { layDownRules, sampleRules } from './sample-rules';

const SAMPLE = join(ROOT, 'sample');
const DONE = { type: 'core', name: 'sample_shop' } as const;

interface Category {
  name: string;
  slug: string;
  order: number;
  description: string;
  children?: Category[] | undefined;
}

const category: z.ZodType<Category> = z.lazy(() =>
  z.object({
    name: z.string(),
    slug: z.string(),
    order: z.number(),
    description: z.string(),
    children: z.array(category).optional(),
  }),
);

const arrangement = z.object({
  categories: z.array(category),
  collections: z.array(
    z.object({
      name: z.string(),
      slug: z.string(),
      description: z.string(),
      products: z.array(z.string()),
    }),
  ),
  featured: z.array(z.string()),
});

const coupon = z.strictObject({
  code: z.string(),
  description: z.string(),
  type: z.enum(['percentage', 'fixed_amount']),
  percentage: z.number().optional(),
  amount: z.number().optional(),
  currency: z.string().optional(),
  minimumAmount: z.number().optional(),
  firstOrderOnly: z.boolean().optional(),
  usageLimit: z.number().optional(),
  usageLimitPerCustomer: z.number().optional(),
  startsAt: z.string().optional(),
  endsAt: z.string().optional(),
});

/**
 * Fills an empty shop with the sample in `sample/`: stores, products, stock by the same imports that
 * any shop uses, then what files cannot say (the tree of categories, collections, pictures, taxes, shipping,
 * coupons, reviews).
 * It is loaded once; what is interrupted is done again at the next start.
 */
export async function loadSampleShop(strapi: Core.Strapi): Promise<void> {
  const marks = strapi.store(DONE);
  if (await marks.get({ key: 'loaded' })) return;
  if ((await strapi.documents('api::product.product').count({})) > 0 && !(await begun(strapi))) {
    return;
  }
  await marks.set({ key: 'begun', value: true });
  say('Loading the sample shop');
  const database = databaseOf(strapi);
  const { currency } = dukaConfig(strapi);
  await load('stores.csv', (bytes, report) => importStores(database, bytes, report, {}));
  await load('products.csv', (bytes, report) =>
    importProducts(database, bytes, report, { currency, onDuplicateSku: 'refuse' }),
  );
  await load('stock.csv', (bytes, report) => importStock(database, bytes, report));

  const { categories, collections, featured } = arrangement.parse(readJson('categories.json'));
  for (const root of categories) await placeCategory(strapi, root, null);
  await dressProducts(strapi, new Set(featured));
  for (const { products, ...fields } of collections) await addCollection(strapi, fields, products);
  await layDownRules(strapi, sampleRules.parse(readJson('rules.json')), currency);
  for (const data of z.array(coupon).parse(readJson('coupons.json'))) await addCoupon(strapi, data);
  await addReviews(strapi, sampleReviews.parse(readJson('reviews.json')));
  await marks.set({ key: 'loaded', value: true });
}

/** Whether an earlier load was cut short; products of another origin are nobody's sample. */
async function begun(strapi: Core.Strapi): Promise<boolean> {
  return (await strapi.store(DONE).get({ key: 'begun' })) === true;
}

async function load(
  file: string,
  run: (bytes: AsyncIterable<Uint8Array>, report: Report) => Promise<void>,
): Promise<void> {
  const refused: string[] = [];
  const report = new Report({ refused: ({ line, reason }) => refused.push(`${line}: ${reason}`) });
  await run(createReadStream(join(SAMPLE, file)), report);
  if (refused.length > 0)
    throw new Error(`sample/${file} is not right: line ${refused.join('; ')}`);
  say(`  ${file}: ${report.accepted + report.unchanged} rows`);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(SAMPLE, file), 'utf8'));
}

async function placeCategory(
  strapi: Core.Strapi,
  { children = [], order, ...fields }: Category,
  parent: string | null,
): Promise<void> {
  const documents = strapi.documents('api::category.category');
  const data = { ...fields, position: order, parent };
  const [found] = await documents.findMany({ filters: { name: fields.name }, limit: 1 });
  const placed = found
    ? await documents.update({ documentId: found.documentId, data })
    : await documents.create({ data });
  for (const child of children) await placeCategory(strapi, child, placed?.documentId ?? null);
}

/** Gives the products their pictures, and the front page its choice. */
async function dressProducts(strapi: Core.Strapi, featured: ReadonlySet<string>): Promise<void> {
  const documents = strapi.documents('api::product.product');
  const products = await documents.findMany({ limit: 1_000, populate: ['images'] });
  for (const { documentId, slug, name, images } of products) {
    if (!slug || !name) continue;
    const pictures = [`${slug}.webp`, `${slug}-2.webp`].filter((file) =>
      existsSync(join(SAMPLE, 'images', file)),
    );
    if (images && images.length >= pictures.length) continue;
    const ids = [];
    for (const file of pictures) ids.push(await uploadPicture(strapi, file, name));
    await documents.update({ documentId, data: { images: ids, featured: featured.has(slug) } });
    const published = await documents.count({ filters: { documentId }, status: 'published' });
    if (published > 0) await documents.publish({ documentId });
  }
}

interface UploadService {
  upload(request: object): Promise<{ id: number }[]>;
}

async function uploadPicture(strapi: Core.Strapi, file: string, alt: string): Promise<number> {
  const filepath = join(SAMPLE, 'images', file);
  const upload = strapi.plugin('upload').service('upload') as UploadService;
  const [uploaded] = await upload.upload({
    data: { fileInfo: { name: file, alternativeText: alt } },
    files: {
      filepath,
      originalFilename: file,
      mimetype: 'image/webp',
      size: statSync(filepath).size,
    },
  });
  if (uploaded === undefined) throw new Error(`sample/images/${file} could not be uploaded`);
  return uploaded.id;
}

async function addCollection(
  strapi: Core.Strapi,
  fields: { name: string; slug: string; description: string },
  handles: readonly string[],
): Promise<void> {
  const documents = strapi.documents('api::collection.collection');
  if ((await documents.count({ filters: { slug: fields.slug } })) > 0) return;
  const members = await strapi.documents('api::product.product').findMany({
    filters: { slug: { $in: [...handles] } },
    limit: handles.length,
  });
  const products = members.map(({ documentId }) => documentId);
  await documents.create({ data: { ...fields, products } });
}

async function addCoupon(strapi: Core.Strapi, data: z.output<typeof coupon>): Promise<void> {
  const documents = strapi.documents('api::coupon.coupon');
  if ((await documents.count({ filters: { code: data.code } })) > 0) return;
  await documents.create({ data });
}
