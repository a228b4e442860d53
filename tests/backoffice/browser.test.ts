import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { placeOrder, type Placed } from '../orders/orders';
import { Browser, CHROMIUM } from '../support/browser';
import { makeStore, makeVariant, stock } from '../support/catalogue';
import { ROOT } from '../support/paths';
import { createShop, type TestShop } from '../support/shop';
import { until } from '../support/until';

/** A build of the panel takes a minute or two of one core. */
const BUILD_MS = 15 * 60_000;

const CONTENT = '/admin/content-manager';

/** Pages of the panel with what stands above them. */
const PAGES = [
  ['/admin/plugins/orders', 'Orders'],
  ['/admin/plugins/analytics', 'Figures'],
  ['/admin/plugins/payments', 'Money inbox'],
  ['/admin/plugins/search', 'Search'],
  ['/admin/plugins/webhooks', 'Webhooks'],
  ['/admin/plugins/jobs', 'Failed jobs'],
  [`${CONTENT}/collection-types/api::product.product`, 'Product'],
  [`${CONTENT}/collection-types/api::product.product/create`, 'Create an entry'],
  [`${CONTENT}/collection-types/api::order.order`, 'Order'],
  [`${CONTENT}/single-types/api::shop-settings.shop-settings`, 'Duka'],
] as const;

if (CHROMIUM === undefined) process.stderr.write('Skipped: there is no Chromium here.\n');
const whenThere = CHROMIUM === undefined ? describe.skip : describe;

whenThere('the panel in a browser', () => {
  let shop: TestShop;
  let browser: Browser;
  let order: Placed;
  /** When the server was compiled, before the panel was built and after. */
  let compiled: { before: number; after: number };
  const compiledAt = () => statSync(join(ROOT, 'dist/src/plugins/kernel/server/index.js')).mtimeMs;

  beforeAll(async () => {
    const before = compiledAt();
    execFileSync(process.execPath, [join(ROOT, 'scripts/run.mjs'), 'build'], {
      cwd: ROOT,
      stdio: 'pipe',
      env: { ...process.env, NODE_ENV: 'production' },
    });
    compiled = { before, after: compiledAt() };
    shop = await createShop({ env: { DUKA_SERVE_ADMIN: 'on' } });
    const variant = await makeVariant(shop);
    const store = await makeStore(shop);
    await stock(shop, store, variant, 3);
    order = await placeOrder(shop, [{ variant, store, quantity: 3 }]);
    browser = await Browser.start(CHROMIUM ?? '');
    await browser.open(`${shop.url}/admin/auth/login`);
    await until(async () => (await heading()) !== undefined, 'the page to sign in');
    const token = await shop.adminToken();
    await browser.evaluate(
      `localStorage.setItem('jwtToken', ${JSON.stringify(JSON.stringify(token))}),
       localStorage.setItem('isLoggedIn', 'true')`,
    );
  }, BUILD_MS);

  afterAll(async () => {
    await Promise.all([browser?.stop(), shop?.stop()]);
  });

  const heading = () =>
    browser.evaluate<string | undefined>(`document.querySelector('h1')?.textContent`);

  const shows = async (path: string, title: string) => {
    await browser.open(shop.url + path);
    await until(async () => (await heading())?.startsWith(title), title);
    const text = await browser.evaluate<string>('document.body.textContent');
    expect(text).not.toMatch(/something went wrong|an error occurred|not found/i);
  };

  it.each(PAGES)('shows %s', shows);

  it('is built without writing over the compiled server, which others may be starting', () => {
    expect(compiled.after).toBe(compiled.before);
  });

  it('shows one order, on its page and in the content manager', async () => {
    await shows(`/admin/plugins/orders/${order.documentId}`, order.number);
    await shows(`${CONTENT}/collection-types/api::order.order/${order.documentId}`, order.number);
  });

  it('lowers a line, corrects the address, takes the cash, gives some of it back and notes why', async () => {
    const { documentId } = order;
    const now = async () => {
      const [row] = await shop.sql<{ quantity: number; city: string; money: string }>(
        `SELECT line.quantity, placed.shipping_address->>'city' AS city, placed.payment_status AS money
         FROM orders placed
         JOIN order_lines line ON line.order_id = placed.id
         WHERE placed.document_id = $1`,
        [documentId],
      );
      return row;
    };
    await shows(`/admin/plugins/orders/${documentId}`, order.number);

    await browser.press('Lower quantities');
    await browser.type('Product', '2');
    await browser.press('Save');
    await until(async () => (await now())?.quantity === 2, 'two of them');

    await browser.press('Change the address');
    await browser.type('City', 'Nakuru');
    await browser.press('Save');
    await until(async () => (await now())?.city === 'Nakuru', 'Nakuru');

    await browser.press('Take the cash');
    await browser.press('Take USD 44.98');
    await until(async () => (await now())?.money === 'paid', 'the cash');

    await browser.press('Give money back');
    await browser.press('What some of the goods came to');
    await browser.type('Product', '1');
    await browser.type('Reason', 'chipped');
    await browser.press('Give back');
    await until(async () => (await now())?.money === 'partially_refunded', 'the refund');

    const ofPayment = 'WHERE order_number = $1';
    await shop.sql(`UPDATE payments SET review = 'a note is torn' ${ofPayment}`, [order.number]);
    await shows('/admin/plugins/payments', 'Money inbox');
    await browser.press('It was looked into');
    await browser.type('Note', 'the bank took it');
    await browser.press('It was looked into');
    const looked = await until(async () => {
      const [row] = await shop.sql<{ looked: unknown[] | null }>(
        `SELECT looked_into AS looked FROM payments ${ofPayment}`,
        [order.number],
      );
      return row?.looked ?? undefined;
    }, 'the note');
    expect(looked).toMatchObject([{ why: 'a note is torn', note: 'the bank took it' }]);
  });
});
