import { Client } from 'pg';
import sharp from 'sharp';
import { bearer, call } from '../support/http';
import type { ServerProcess } from '../support/server-process';
import { createShop, type TestShop } from '../support/shop';
import { until } from '../support/until';

/** What editors do in the media library, and who hears of it. Two servers; the edits happen at the first. */
let shop: TestShop;
let second: ServerProcess;

const picture = (width: number) =>
  sharp({ create: { width, height: 300, channels: 3, background: '#0f5c4d' } })
    .png()
    .toBuffer();

beforeAll(async () => {
  shop = await createShop();
  second = await shop.secondServer();
});
afterAll(() => shop.stop());

/** Sends a form as the panel's media library does. */
async function send(path: string, form: FormData) {
  const headers = bearer(await shop.adminToken());
  const response = await fetch(shop.url + path, { method: 'POST', headers, body: form });
  expect(response.status).toBeLessThan(300);
  return response.json() as Promise<any>;
}

function formOf(fileInfo: object, bytes?: Buffer): FormData {
  const form = new FormData();
  if (bytes)
    form.append('files', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png');
  form.append('fileInfo', JSON.stringify(fileInfo));
  return form;
}

/** A product that shows a picture of its own. */
async function newProduct(status: 'draft' | 'published') {
  const [file] = await send('/upload', formOf({ alternativeText: 'Old' }, await picture(400)));
  const slug = `pot-${Math.random().toString(36).slice(2)}`;
  const { body } = await call('POST', `${shop.url}/api/products?status=${status}`, {
    headers: bearer(await shop.apiToken()),
    body: { data: { name: 'Pot', slug, images: [file.id] } },
  });
  return { fileId: file.id as number, slug, documentId: body.data.documentId as string };
}

/** What the public sees of a product's pictures, from each server and by each way. */
async function seen(slug: string): Promise<any[][]> {
  const query = `{ products(filters: { slug: { eq: "${slug}" } }) { images { alternativeText width } } }`;
  const shown = [shop.url, second.url].map(async (url) => {
    const [one, list, graph] = await Promise.all([
      call('GET', `${url}/api/products/${slug}?populate=images`),
      call('GET', `${url}/api/products?filters[slug][$eq]=${slug}&populate=images`),
      call('POST', `${url}/graphql`, { body: { query } }),
    ]);
    return [one.body.data, list.body.data[0], graph.body.data.products[0]].map(
      ({ images }) => images ?? [],
    );
  });
  return (await Promise.all(shown)).flat();
}

/** Waits until everybody sees a product's pictures so. */
const everybodySees = (slug: string, fits: (images: any[]) => boolean) =>
  until(async () => (await seen(slug)).every(fits), `pictures of ${slug}`);

const updatesOf = async (documentId: string) =>
  (
    await shop.sql(`SELECT FROM outbox WHERE event = 'product.updated' AND subject = $1`, [
      documentId,
    ])
  ).length;

test('another text of a picture is seen everywhere, and told as a change of its product', async () => {
  const { fileId, slug, documentId } = await newProduct('published');
  await everybodySees(slug, ([image]) => image?.alternativeText === 'Old');
  const before = await updatesOf(documentId);
  await send(`/upload?id=${fileId}`, formOf({ alternativeText: 'New' }));
  await everybodySees(slug, ([image]) => image?.alternativeText === 'New');
  expect(await updatesOf(documentId)).toBe(before + 1);
});

test('so is one of a brand, a category, a collection and a variant, at once', async () => {
  const [file] = await send('/upload', formOf({ alternativeText: 'Old' }, await picture(400)));
  const headers = bearer(await shop.apiToken());
  const make = async (path: string, data: object): Promise<string> => {
    const { status, body } = await call('POST', `${shop.url}/api/${path}`, {
      headers,
      body: { data },
    });
    expect(status).toBe(201);
    return body.data.documentId as string;
  };
  const named = { name: 'Pictured', slug: 'pictured' };
  const { documentId: product } = await newProduct('published');
  const subjects = {
    'brand.updated': await make('brands', { ...named, logo: file.id }),
    'category.updated': await make('categories', { ...named, image: file.id }),
    'collection.updated': await make('collections', { ...named, image: file.id }),
    'variant.updated': await make('variants', {
      sku: 'PICTURED',
      title: 'One',
      price: 1,
      product,
      image: file.id,
    }),
    'product.updated': product,
  };
  const last = await shop.sql<{ id: number }>('SELECT max(id) AS id FROM outbox');
  const ear = new Client({ connectionString: shop.database.url });
  await ear.connect();
  try {
    const woken: (string | undefined)[] = [];
    ear.on('notification', ({ payload }) => void woken.push(payload));
    await ear.query('LISTEN duka_events');
    await send(`/upload?id=${file.id}`, formOf({ alternativeText: 'New' }));
    const told = await shop.sql<{ event: string; subject: string }>(
      'SELECT event, subject FROM outbox WHERE id > $1',
      [last[0]?.id],
    );
    expect(Object.fromEntries(told.map(({ event, subject }) => [event, subject]))).toEqual(
      subjects,
    );
    // Strapi's commit is none of ours: PostgreSQL wakes those who listen.
    await until(() => woken.includes(''), 'the wake');
  } finally {
    await ear.end();
  }
});

test('so is a picture that is replaced, and one that is deleted', async () => {
  const { fileId, slug, documentId } = await newProduct('published');
  await everybodySees(slug, ([image]) => image?.width === 400);
  const before = await updatesOf(documentId);
  await send(`/upload?id=${fileId}`, formOf({}, await picture(500)));
  await everybodySees(slug, ([image]) => image?.width === 500);
  expect(await updatesOf(documentId)).toBe(before + 1);
  const gone = await call('DELETE', `${shop.url}/upload/files/${fileId}`, {
    headers: bearer(await shop.adminToken()),
  });
  expect(gone.status).toBe(200);
  await everybodySees(slug, (images) => images.length === 0);
  expect(await updatesOf(documentId)).toBe(before + 2);
});

test('nobody is told of what only a draft shows, or nothing at all', async () => {
  const { fileId, documentId } = await newProduct('draft');
  const [loose] = await send('/upload', formOf({}, await picture(100)));
  const all = async () =>
    (await shop.sql(`SELECT FROM outbox WHERE event LIKE 'product.%'`)).length;
  const before = await all();
  await send(`/upload?id=${fileId}`, formOf({ alternativeText: 'New' }));
  await send(`/upload?id=${loose.id}`, formOf({ alternativeText: 'New' }));
  expect(await all()).toBe(before);
  expect(await updatesOf(documentId)).toBe(0);
});
