import { placeOrder } from '../orders/orders';
import { makeStore, makeVariant, stock } from '../support/catalogue';
import { call } from '../support/http';
import { Receiver } from '../support/receiver';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { Endpoints } from './endpoints';

let shop: TestShop;
let endpoints: Endpoints;
let receiver: Receiver;

// No private address is allowed, and no secret for what other systems send is set.
beforeAll(async () => {
  shop = await createShop({ env: WORKING });
  endpoints = new Endpoints(shop);
  receiver = await Receiver.open();
});
afterAll(async () => {
  await shop.stop();
  await receiver.close();
});

test.each(['http://127.0.0.1:9/', 'http://[::ffff:10.0.0.1]/', 'http://169.254.169.254/latest'])(
  'F-72 no endpoint stands at %s',
  async (url) => {
    const made = await endpoints.call('POST', '', { url, events: ['*'] });
    expect([made.status, made.body.error.details]).toEqual([
      400,
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        errors: [{ path: ['url'], message: expect.stringMatching('private') }],
      }),
    ]);
  },
);

test('nothing is sent to one that was made before', async () => {
  const endpoint = await endpoints.make('https://example.invalid/', ['order.placed']);
  await shop.sql('UPDATE webhook_endpoints SET url = $1 WHERE document_id = $2', [
    `${receiver.url}/earlier`,
    endpoint.documentId,
  ]);
  const [store, variant] = [await makeStore(shop), await makeVariant(shop)];
  await stock(shop, store, variant, 1);
  await placeOrder(shop, [{ variant, store }]);
  const tried = await until(async () => {
    const [delivery] = await endpoints.deliveriesTo(endpoint);
    return delivery?.error === null ? undefined : delivery;
  }, 'a try and its end');
  expect(tried).toMatchObject({
    error: expect.stringMatching('private'),
    answer: { status: null },
  });
  expect(receiver.received).toEqual([]);
});

test('nobody is listened to', async () => {
  const { status, body } = await call('POST', `${shop.url}/webhooks/product-updated`, { body: {} });
  expect([status, body.error.details.code]).toEqual([503, 'WEBHOOKS_NOT_SET_UP']);
});
