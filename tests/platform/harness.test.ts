import { createShop, type TestShop } from '../support/shop';

describe('A test shop', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await createShop();
  });

  afterAll(() => shop.stop());

  it('is a copy of the first start with one administrator', async () => {
    const rows = await shop.sql<{ count: number }>('SELECT count(*) AS count FROM admin_users');
    expect(rows).toEqual([{ count: 1 }]);
    expect(await shop.adminToken()).toMatch(/\./);
  });

  it('gives an API token that opens its own API', async () => {
    const response = await fetch(`${shop.url}/api/products`, {
      headers: { authorization: `Bearer ${await shop.apiToken()}` },
    });
    expect(response.status).toBe(200);
  });

  it('keeps its data when its server is killed and started again', async () => {
    const token = await shop.apiToken();
    expect(await shop.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    await shop.restart();
    const response = await fetch(`${shop.url}/api/products`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
  });

  it('takes a second server on the same database', async () => {
    const second = await shop.secondServer();
    expect(second.url).not.toBe(shop.url);
    const answers = await Promise.all(
      [shop.url, second.url].map(async (url) => (await fetch(`${url}/_health`)).status),
    );
    expect(answers).toEqual([204, 204]);
  });
});
