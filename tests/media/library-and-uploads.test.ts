import { Client } from 'pg';
import sharp from 'sharp';
import { bearer, call, type HttpAnswer } from '../support/http';
import type { ServerProcess } from '../support/server-process';
import { createShop, type TestShop } from '../support/shop';
import { until } from '../support/until';

let shop: TestShop;

beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

/** What editors do in the media library, and who hears of it. Two servers; the edits happen at the first. */
describe('the media library', () => {
  let second: ServerProcess;

  const picture = (width: number) =>
    sharp({ create: { width, height: 300, channels: 3, background: '#0f5c4d' } })
      .png()
      .toBuffer();

  beforeAll(async () => {
    second = await shop.secondServer();
  });

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
});

describe('uploads', () => {
  interface Sent {
    name: string;
    bytes: Buffer;
    type?: string;
  }
  type Answer = Pick<HttpAnswer, 'status' | 'body'>;

  let token: string;
  let png: Buffer;
  let jpeg: Buffer;

  const picture = (width = 600, height = 400) =>
    sharp({ create: { width, height, channels: 3, background: '#0f5c4d' } });

  beforeAll(async () => {
    token = await shop.apiToken();
    png = await picture().png().toBuffer();
    jpeg = await picture().jpeg().toBuffer();
  });

  async function request(method: string, path: string, options: RequestInit = {}): Promise<Answer> {
    const response = await fetch(shop.url + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...options,
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  }

  function send(path: string, files: readonly Sent[], fields: Record<string, string> = {}) {
    const form = new FormData();
    for (const { name, bytes, type } of files) {
      form.append('files', new Blob([new Uint8Array(bytes)], { type: type ?? 'image/png' }), name);
    }
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return request('POST', path, { body: form });
  }

  const json = (body: unknown): RequestInit => ({
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  async function newProduct(status: 'draft' | 'published' = 'published') {
    const { body } = await request(
      'POST',
      `/api/products?status=${status}`,
      json({ data: { name: 'Teapot', slug: `teapot-${Math.random().toString(36).slice(2)}` } }),
    );
    return body.data as { documentId: string; slug: string };
  }

  /** What the product's rows show, the draft's first. */
  const shownBy = (documentId: string) =>
    shop.sql<{ published: boolean; images: string[] }>(
      `SELECT product.published_at IS NOT NULL AS published,
            array_remove(array_agg(file.name::text ORDER BY link."order"), NULL) AS images
       FROM products product
       LEFT JOIN files_related_mph link
         ON link.related_id = product.id AND link.related_type = 'api::product.product'
        AND link.field = 'images'
       LEFT JOIN files file ON file.id = link.file_id
      WHERE product.document_id = $1
      GROUP BY product.id
      ORDER BY published`,
      [documentId],
    );

  describe('uploading', () => {
    it('takes an image, makes its thumbnail and serves it', async () => {
      const { status, body } = await send('/api/upload/image', [{ name: 'pot.png', bytes: png }], {
        alternativeText: 'A green pot',
      });
      expect(status).toBe(201);
      expect(body.data).toEqual({
        id: expect.any(Number),
        documentId: expect.any(String),
        publicId: expect.any(String),
        url: expect.stringMatching(/^\/uploads\/.*\.png$/),
        alternativeText: 'A green pot',
        width: 600,
        height: 400,
        mime: 'image/png',
      });
      const [row] = await shop.sql<{ formats: object }>('SELECT formats FROM files WHERE id = $1', [
        body.data.id,
      ]);
      expect(Object.keys(row?.formats ?? {})).toContain('thumbnail');
      const served = await fetch(`${shop.url}${body.data.url}`);
      expect(served.headers.get('content-type')).toBe('image/png');
    });

    it('takes several at once, and goes by what they are, not by what they are called', async () => {
      const { status, body } = await send('/api/upload/images', [
        { name: 'a.png', bytes: png },
        { name: 'b.png', bytes: jpeg, type: 'text/html' },
      ]);
      expect(status).toBe(201);
      expect(body.data.map(({ mime }: { mime: string }) => mime)).toEqual([
        'image/png',
        'image/jpeg',
      ]);
      expect(body.data[1].url).toMatch(/\.jpg$/);
    });

    it('deletes by public id, once', async () => {
      const { body } = await send('/api/upload/image', [{ name: 'gone.png', bytes: png }]);
      expect((await request('DELETE', `/api/upload/${body.data.publicId}`)).status).toBe(204);
      expect((await fetch(`${shop.url}${body.data.url}`)).status).toBe(404);
      expect((await request('DELETE', `/api/upload/${body.data.publicId}`)).status).toBe(404);
    });

    const tail = (image: Buffer, text: string) =>
      Buffer.concat([image, Buffer.from(text, 'latin1')]);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    it.each<[string, () => Sent]>([
      ['an empty file', () => ({ name: 'a.png', bytes: Buffer.alloc(0) })],
      ['SVG', () => ({ name: 'a.svg', bytes: svg, type: 'image/svg+xml' })],
      ['SVG that says it is PNG', () => ({ name: 'a.png', bytes: svg })],
      ['HTML', () => ({ name: 'a.png', bytes: Buffer.from('<!doctype html><p>hello') })],
      ['an image called HTML', () => ({ name: 'a.html', bytes: png })],
      ['an image that is a page too', () => ({ name: 'a.png', bytes: tail(png, '<script>') })],
      ['an image cut short', () => ({ name: 'a.jpg', bytes: jpeg.subarray(0, jpeg.length / 2) })],
      ['only the first bytes of one', () => ({ name: 'a.png', bytes: png.subarray(0, 12) })],
      ['a path in the name', () => ({ name: '../../a.png', bytes: png })],
    ])('F-71 refuses %s, and keeps nothing of it', async (_what, file) => {
      const count = () => shop.sql<{ count: number }>('SELECT count(*) FROM files');
      const before = await count();
      const { status, body } = await send('/api/upload/images', [
        { name: 'b.png', bytes: png },
        file(),
      ]);
      expect(status).toBe(400);
      expect(body.error.details.code).toBe('VALIDATION_FAILED');
      expect(body.error.details.errors[0].path).toEqual(['files', '1']);
      expect(await count()).toEqual(before);
    });

    it('F-71 refuses a picture of too many pixels by its header alone', async () => {
      const bytes = await picture(12_000, 12_000).png().toBuffer();
      const { status, body } = await send('/api/upload/image', [{ name: 'bomb.png', bytes }]);
      expect(status).toBe(400);
      expect(body.error.message).toContain('million pixels');
    });

    it('F-71 refuses NUL in a name', async () => {
      const boundary = 'kikapu';
      const body = Buffer.concat([
        Buffer.from(
          `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.php\0.png"\r\n` +
            'Content-Type: image/png\r\n\r\n',
        ),
        png,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]);
      const { status } = await request('POST', '/api/upload/image', {
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': `multipart/form-data; boundary=${boundary}`,
        },
        body: new Uint8Array(body),
      });
      expect(status).toBe(400);
    });

    const part = (name: string, value: string) =>
      `--kikapu\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    it.each([
      ['no JSON of it', part('fileInfo', '{'), 'fileInfo'],
      ['what no text can be made of', part('fileInfo', '{"name":{"toString":1}}'), 'fileInfo'],
      ['an unknown type that it belongs to', part('ref', 'x') + part('field', 'y'), 'ref'],
      ['a body that breaks off', '--kikapu\r\nContent-Disposition: form-data; na', undefined],
      ['a body that never begins', '--kik', undefined],
    ])('refuses %s, in Strapi’s own routes too', async (_what, parts, field) => {
      const before = await shop.sql('SELECT id FROM files');
      const file = `--kikapu\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n`;
      const whole = Buffer.concat([
        Buffer.from(`${parts}${file}`),
        png,
        Buffer.from('\r\n--kikapu--\r\n'),
      ]);
      const { status, body } = await request('POST', '/api/upload', {
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'multipart/form-data; boundary=kikapu',
        },
        body: field === undefined ? parts : new Uint8Array(whole),
      });
      expect([status, body.error.details.errors[0].path[0]]).toEqual([400, field]);
      expect(await shop.sql('SELECT id FROM files')).toEqual(before);
    });

    it('refuses none, two where one is asked for, and more than ten', async () => {
      const file = { name: 'a.png', bytes: png };
      expect((await send('/api/upload/image', [])).status).toBe(400);
      expect((await send('/api/upload/image', [file, file])).status).toBe(400);
      expect((await send('/api/upload/images', Array(11).fill(file))).status).toBe(400);
    });

    it('F-70 refuses a file that is too big with 413', async () => {
      const bytes = Buffer.concat([png, Buffer.alloc(21 * 1024 * 1024)]);
      expect((await send('/api/upload/image', [{ name: 'big.png', bytes }])).status).toBe(413);
    });

    it('is closed to the public, and reads no files for them', async () => {
      const form = () => {
        const body = new FormData();
        body.append('files', new Blob([new Uint8Array(png)]), 'a.png');
        return { body, headers: {} };
      };
      for (const path of ['/api/upload', '/api/upload/image', '/api/v1/upload/images']) {
        expect((await request('POST', path, form())).status).toBe(401);
      }
      expect((await request('POST', '/api/products/x/images', form())).status).toBe(401);
      expect((await request('DELETE', '/api/upload/x', { headers: {} })).status).toBe(401);
      expect((await request('GET', '/api/upload/files', { headers: {} })).status).toBe(403);
      expect((await request('POST', '/api/auth/login', form())).status).toBe(415);
    });

    it('is open to staff', async () => {
      const staff = { authorization: `Bearer ${await shop.adminToken()}` };
      const body = new FormData();
      body.append('image', new Blob([new Uint8Array(jpeg)]), 'staff.jpg');
      expect((await request('POST', '/api/upload/image', { headers: staff, body })).status).toBe(
        201,
      );
    });
  });

  describe('the images of a product', () => {
    it('show on the draft and on what is published, in order', async () => {
      const { documentId, slug } = await newProduct();
      const first = await send(`/api/products/${documentId}/images`, [
        { name: '1.png', bytes: png },
      ]);
      expect(first.status).toBe(201);
      const second = await send(`/api/products/${slug}/images`, [
        { name: '2.png', bytes: png },
        { name: '3.png', bytes: png },
      ]);
      expect(second.body.data).toHaveLength(2);
      const images = ['1.png', '2.png', '3.png'];
      expect(await shownBy(documentId)).toEqual([
        { published: false, images },
        { published: true, images },
      ]);

      const { body } = await request('GET', `/api/products/${documentId}?populate=images`);
      expect(body.data.images.map(({ name }: { name: string }) => name)).toEqual(images);

      const gone = `/api/products/${documentId}/images/${second.body.data[0].documentId}`;
      expect((await request('DELETE', gone)).status).toBe(204);
      expect((await request('DELETE', gone)).status).toBe(404);
      expect((await shownBy(documentId)).map((row) => row.images)).toEqual([
        ['1.png', '3.png'],
        ['1.png', '3.png'],
      ]);
    });

    it('do not make a changed draft look published', async () => {
      const { documentId } = await newProduct();
      const model = '/content-manager/collection-types/api::product.product';
      const asStaff = { authorization: `Bearer ${await shop.adminToken()}` };
      const status = async () => {
        const { body } = await request('GET', `${model}/${documentId}`, { headers: asStaff });
        return body.data.status as string;
      };
      await send(`/api/products/${documentId}/images`, [{ name: '1.png', bytes: png }]);
      expect(await status()).toBe('published');
      await shop.sql(
        `UPDATE products SET updated_at = updated_at + interval '1 minute'
        WHERE document_id = $1 AND published_at IS NULL`,
        [documentId],
      );
      expect(await status()).toBe('modified');
      await send(`/api/products/${documentId}/images`, [{ name: '2.png', bytes: png }]);
      expect(await status()).toBe('modified');
    });

    it('lose none when many are added at once', async () => {
      const { documentId } = await newProduct();
      const names = Array.from({ length: 6 }, (_, index) => `${index}.png`);
      await Promise.all(
        names.map((name) => send(`/api/products/${documentId}/images`, [{ name, bytes: png }])),
      );
      for (const { images } of await shownBy(documentId)) expect([...images].sort()).toEqual(names);
    });

    it('of an address elsewhere are listed beside the others and deleted without asking it', async () => {
      const { documentId } = await newProduct();
      await send(`/api/products/${documentId}/images`, [{ name: '1.png', bytes: png }]);
      await shop.sql(
        `WITH file AS (
         INSERT INTO files (document_id, name, hash, ext, mime, size, url, provider, folder_path,
                            created_at, updated_at)
         VALUES ('fileelsewhere00000000001', 'far.png', 'far_1', '.png', 'image/png', 0,
                 'http://127.0.0.1:9/far.png', 'url', '/', now(), now())
         RETURNING id)
       INSERT INTO files_related_mph (file_id, related_id, related_type, field, "order")
       SELECT file.id, product.id, 'api::product.product', 'images', 9
         FROM file, products product
        WHERE product.document_id = $1`,
        [documentId],
      );
      const { body } = await request('GET', `/api/products/${documentId}?populate=images`);
      expect(body.data.images.map(({ url }: { url: string }) => url)).toEqual([
        expect.stringContaining('/uploads/'),
        'http://127.0.0.1:9/far.png',
      ]);
      expect((await request('DELETE', '/api/upload/far_1')).status).toBe(204);
      expect((await shownBy(documentId)).map((row) => row.images)).toEqual([['1.png'], ['1.png']]);
    });

    it('need a product', async () => {
      const { status, body } = await send('/api/products/no-such/images', [
        { name: 'orphan.png', bytes: png },
      ]);
      expect(status).toBe(404);
      expect(body.error.details.code).toBe('PRODUCT_NOT_FOUND');
      expect(await shop.sql(`SELECT FROM files WHERE name = 'orphan.png'`)).toEqual([]);
    });
  });
});
