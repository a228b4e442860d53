import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { bearer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

const ACCOUNT = {
  CLOUDINARY_NAME: 'shop',
  CLOUDINARY_KEY: 'key',
  CLOUDINARY_SECRET: 'of-the-test',
};

let cloud: Cloud;
let shop: TestShop;

beforeAll(async () => {
  cloud = await openCloud();
  // The client chooses between http and https when it is loaded, and by this variable alone.
  const { CLOUDINARY_NAME: name, CLOUDINARY_KEY: key, CLOUDINARY_SECRET: secret } = ACCOUNT;
  const url = `cloudinary://${key}:${secret}@${name}?upload_prefix=${cloud.url}`;
  shop = await createShop({ env: { ...ACCOUNT, CLOUDINARY_URL: url } });
});
afterAll(async () => {
  await shop.stop();
  cloud.server.close();
});

/** Uploads a picture wide enough for smaller formats. */
async function upload(): Promise<{ status: number; body: any }> {
  const png = await sharp({
    create: { width: 600, height: 400, channels: 3, background: '#0f5c4d' },
  })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('files', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'pot.png');
  const headers = bearer(await shop.apiToken());
  const response = await fetch(`${shop.url}/api/upload/image`, {
    method: 'POST',
    headers,
    body: form,
  });
  return { status: response.status, body: await response.json() };
}

async function remove(publicId: string): Promise<number> {
  const headers = bearer(await shop.apiToken());
  const path = `${shop.url}/api/upload/${encodeURIComponent(publicId)}`;
  return (await fetch(path, { method: 'DELETE', headers })).status;
}

const rows = () => shop.sql('SELECT id FROM files');

test('pictures are kept at Cloudinary where it is set up, smaller formats too, and go by its name', async () => {
  const { status, body } = await upload();
  expect(status).toBe(201);
  const { publicId, url } = body.data;
  expect(url).toBe(`https://pictures.example.com/${publicId}`);
  expect([...cloud.kept].some((name) => name.startsWith('thumbnail_'))).toBe(true);
  expect(cloud.kept).toContain(publicId);

  expect(await remove(publicId)).toBe(204);
  expect(cloud.kept).toEqual(new Set());
  expect(await rows()).toEqual([]);
});

test('while Cloudinary does not take it, an upload is refused and leaves no entry', async () => {
  cloud.away = true;
  const { status, body } = await upload();
  expect([status, body.error.details.code]).toEqual([503, 'PROVIDER_UNAVAILABLE']);
  expect(JSON.stringify(body)).not.toContain(ACCOUNT.CLOUDINARY_SECRET);
  expect(await rows()).toEqual([]);

  cloud.away = false;
  const kept = await upload();
  expect(kept.status).toBe(201);
  cloud.away = true;
  expect(await remove(kept.body.data.publicId)).toBe(503);
  expect(await rows()).toHaveLength(1);
});

/** Stands in for Cloudinary's upload API. */
interface Cloud {
  server: Server;
  url: string;
  kept: Set<string>;
  away: boolean;
}

async function openCloud(): Promise<Cloud> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    void new Response(request as never, {
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    })
      .formData()
      .then((form) => {
        const name = String(form.get('public_id'));
        if (opened.away) return answer(500, { error: { message: 'Down for maintenance' } });
        if (form.get('signature') !== signatureOf(form)) {
          return answer(401, { error: { message: 'Invalid Signature' } });
        }
        if (request.url === '/v1_1/shop/image/destroy') {
          return answer(200, { result: opened.kept.delete(name) ? 'ok' : 'not found' });
        }
        opened.kept.add(name);
        return answer(200, {
          public_id: name,
          resource_type: 'image',
          secure_url: `https://pictures.example.com/${name}`,
        });
      });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const opened: Cloud = { server, url: `http://127.0.0.1:${port}`, kept: new Set(), away: false };
  return opened;
}

/** Source: cloudinary.com/documentation, “Generating authentication signatures”. */
function signatureOf(form: FormData): string {
  const unsigned = new Set(['file', 'api_key', 'signature', 'resource_type', 'cloud_name']);
  const signed = [...form]
    .filter(([name]) => !unsigned.has(name))
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort()
    .join('&');
  return createHash('sha1')
    .update(signed + ACCOUNT.CLOUDINARY_SECRET)
    .digest('hex');
}
