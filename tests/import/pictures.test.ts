import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { LOGS } from '../support/paths';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { csv, importText } from './run-import';

let shop: TestShop;
let pictures: Server;
let base: string;
const asked = new Map<string, number>();

beforeAll(async () => {
  const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#0f5c4d' } })
    .png()
    .toBuffer();
  pictures = createServer(({ url: path = '' }, response) => {
    const turn = (asked.get(path) ?? 0) + 1;
    asked.set(path, turn);
    if (path === '/moved.jpg') response.writeHead(302, { Location: '/good.jpg?2' }).end();
    else if (path === '/page.jpg') response.end('<html><script>alert(1)</script></html>');
    else if (path === '/late.jpg' && turn === 1) response.writeHead(503).end();
    else response.end(png);
  });
  await new Promise<void>((done) => pictures.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`;
  shop = await createShop({ env: { ...WORKING, DUKA_IMAGES_ALLOW_PRIVATE: 'true' } });
});

afterAll(async () => {
  const authorization = `Bearer ${await shop.apiToken()}`;
  for (const { hash } of await shop.sql(`SELECT hash FROM files WHERE provider = 'local'`)) {
    const url = `${shop.url}/api/upload/${String(hash)}`;
    await fetch(url, { method: 'DELETE', headers: { authorization } });
  }
  await shop.stop();
  pictures.closeAllConnections();
  pictures.close();
});

const importPictures = (handle: string, paths: readonly string[], args = ['--fetch-images']) =>
  importText(
    shop.database.url,
    'products',
    csv(
      paths.map((path, at) => ({
        Handle: handle,
        Title: at === 0 ? 'Pictured' : '',
        'Variant Price': at === 0 ? 5 : '',
        'Image Src': base + path,
      })),
    ),
    args,
  );

const files = (handle: string) =>
  shop.sql(
    `SELECT f.id, f.provider, f.mime, f.ext, f.url, f.width, f.provider_metadata->>'source' AS source
       FROM products p
       JOIN files_related_mph m ON m.related_id = p.id AND m.field = 'images'
       JOIN files f ON f.id = m.file_id
      WHERE p.slug = $1 AND p.published_at IS NOT NULL
      ORDER BY m."order"`,
    [handle],
  );

it('pictures are fetched when asked, checked by their content, each once', async () => {
  const paths = ['/good.jpg', '/moved.jpg', '/page.jpg', '/late.jpg'];
  const { counts } = await importPictures('pictured', paths);
  expect(counts).toEqual({ written: 4, unchanged: 0, refused: 0 });
  await until(async () => {
    const fetched = (await files('pictured')).filter(({ provider }) => provider === 'local');
    return fetched.length === 3 && (asked.get('/page.jpg') ?? 0) > 0;
  }, 'the pictures');
  await until(async () => {
    const [left] = await shop.sql(
      `SELECT count(*)::int AS jobs FROM jobs
        WHERE name LIKE 'media.%' AND state IN ('waiting', 'running')`,
    );
    return left?.jobs === 0;
  }, 'the end of the work');
  const [good, moved, page, late] = await files('pictured');
  for (const [file, path] of [
    [good, '/good.jpg'],
    [moved, '/moved.jpg'],
    [late, '/late.jpg'],
  ] as const) {
    expect(file).toMatchObject({ provider: 'local', mime: 'image/png', ext: '.png', width: 40 });
    expect(file?.source).toBe(base + path);
    const shown = await fetch(shop.url + String(file?.url));
    expect(shown.headers.get('content-type')).toBe('image/png');
    await shown.arrayBuffer();
  }
  expect(page).toMatchObject({ provider: 'url', url: `${base}/page.jpg` });
  expect(asked.get('/page.jpg')).toBe(1);
  expect(asked.get('/late.jpg')).toBe(2);

  const again = await importPictures('pictured', paths);
  expect(again.counts).toEqual({ written: 0, unchanged: 4, refused: 0 });
  expect((await files('pictured')).map(({ id }) => id)).toEqual(
    [good, moved, page, late].map((file) => file?.id),
  );
});

it('without being asked they stay at their address', async () => {
  await importPictures('linked', ['/other.jpg'], []);
  expect(await files('linked')).toMatchObject([{ provider: 'url', url: `${base}/other.jpg` }]);
  expect(asked.has('/other.jpg')).toBe(false);
});

it('F-72 private addresses are not called', async () => {
  await shop.restart({ env: WORKING });
  await importPictures('inside', ['/secret.jpg']);
  const log = () => readFileSync(join(LOGS, 'pictures.test.ts.2.log'), 'utf8');
  await until(
    () => log().includes('stays at its address: 127.0.0.1 is a private address'),
    'the word about the private address',
  );
  expect(asked.has('/secret.jpg')).toBe(false);
  expect(await files('inside')).toMatchObject([{ provider: 'url' }]);
});
