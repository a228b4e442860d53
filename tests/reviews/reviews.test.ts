import { member } from '../orders/orders';
import { CASH_ORDER, makeProduct, makeStore, newKey, stock } from '../support/catalogue';
import { runDoctor } from '../support/doctor';
import { bearer, call, refusal } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { panelOf, Reader } from './readers';

let shop: TestShop;
let amina: Reader;
let baraka: Reader;
let reviews: ReturnType<typeof panelOf>;
let products: ReturnType<typeof panelOf>;
/** A product of this test alone: document id and slug are the same. */
let product: string;

beforeAll(async () => {
  shop = await createShop({ env: WORKING });
  amina = await Reader.join(shop, 'Amina', 'Otieno');
  baraka = await Reader.join(shop, 'Baraka', 'Mwangi');
  reviews = panelOf(shop, 'api::review.review');
  products = panelOf(shop, 'api::product.product');
});
afterAll(() => shop.stop());
beforeEach(async () => {
  const [variant] = await makeProduct(shop);
  product = variant!.productId;
});

const read = (query = '', headers: Record<string, string> = {}) =>
  call('GET', `${shop.url}/api/products/${product}/reviews${query}`, { headers });

const moderate = async (documentId: string, state = 'published') => {
  const saved = await reviews('PUT', `/${documentId}`, { state });
  expect([saved.status, saved.body.data?.state]).toEqual([200, state]);
};

/** What the database has as the product's rating, in its draft and its published row. */
const ratings = () =>
  shop.sql<{ rating_average: number | null; rating_count: number | null }>(
    'SELECT rating_average, rating_count FROM products WHERE document_id = $1 ORDER BY id',
    [product],
  );
const rated = (average: number, count: number) =>
  Array.from({ length: 2 }, () => ({ rating_average: average, rating_count: count }));

const eventsOf = (documentId: string) =>
  shop.sql<{ event: string; payload: object }>(
    'SELECT event, payload FROM outbox WHERE subject = $1 ORDER BY id',
    [documentId],
  );

describe('a review', () => {
  test('waits for moderation, seen by its customer alone', async () => {
    const words = { rating: 5, title: 'Holds its heat', text: 'Line one.\r\nLine two.' };
    const made = await amina.send('POST', `/products/${product}/reviews`, words);
    expect(made.status).toBe(201);
    expect(made.body.data).toEqual({
      documentId: expect.any(String),
      productId: product,
      rating: 5,
      title: 'Holds its heat',
      text: 'Line one.\nLine two.',
      status: 'pending',
      author: 'Amina O.',
      own: true,
      verified: false,
      helpfulCount: 0,
      reply: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    const { documentId } = made.body.data as { documentId: string };

    expect((await read()).body).toEqual({
      data: [],
      meta: {
        pagination: { page: 1, pageSize: 10, pageCount: 0, total: 0 },
        rating: { average: 0, count: 0, stars: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } },
      },
    });
    expect((await read('', baraka.session)).body.data).toEqual([]);
    const own = await read('', amina.session);
    expect(own.body.data).toEqual([made.body.data]);
    expect(own.body.meta).toMatchObject({ pagination: { total: 1 }, rating: { count: 0 } });
    expect(await eventsOf(documentId)).toEqual([
      {
        event: 'review.created',
        payload: { documentId, productId: product, rating: 5, status: 'pending' },
      },
    ]);

    await moderate(documentId);
    const seen = await read();
    expect(seen.body.data).toEqual([
      { ...made.body.data, status: 'published', own: false, updatedAt: expect.any(String) },
    ]);
    expect(JSON.stringify(seen.body)).not.toMatch(/example\.com|Otieno|customer/);
    expect(seen.body.meta.rating).toEqual({
      average: 5,
      count: 1,
      stars: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 1 },
    });
  });

  test('is one a customer and product, however many are sent at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((rating) =>
        amina.send('POST', `/products/${product}/reviews`, { rating }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const late = await amina.send('POST', `/products/${product}/reviews`, { rating: 1 });
    expect(refusal(late)).toEqual([409, 'ALREADY_REVIEWED']);
    await baraka.review(product);
  });

  test('is written once for each key', async () => {
    const key = newKey();
    const post = (rating: number) =>
      amina.send('POST', `/products/${product}/reviews`, { rating }, key);
    const [first, again] = [await post(3), await post(3)];
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(refusal(await post(4))).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  test.each([
    ['no rating', {}, 'rating'],
    ['no stars', { rating: 0 }, 'rating'],
    ['six stars', { rating: 6 }, 'rating'],
    ['half a star', { rating: 4.5 }, 'rating'],
    ['a rating as text', { rating: '5' }, 'rating'],
    ['an empty title', { rating: 5, title: ' ' }, 'title'],
    ['a long title', { rating: 5, title: 'a'.repeat(151) }, 'title'],
    ['a title of two lines', { rating: 5, title: 'two\nlines' }, 'title'],
    ['a long text', { rating: 5, text: 'a'.repeat(5001) }, 'text'],
    ['HTML', { rating: 5, text: '<script>alert(1)</script>' }, 'text'],
    ['a NUL', { rating: 5, text: 'null \u0000 byte' }, 'text'],
    ['text that turns round', { rating: 5, text: 'turned \u202e round' }, 'text'],
    ['its own status', { rating: 5, status: 'published' }, 'status'],
    ['its own mark of a buyer', { rating: 5, verified: true }, 'verified'],
  ])('with %s is refused by its field', async (_what, body, field) => {
    const refused = await amina.send('POST', `/products/${product}/reviews`, body);
    expect(refusal(refused)).toEqual([400, 'VALIDATION_FAILED']);
    expect(refused.body.error.details.errors[0].path).toEqual([field]);
  });

  test('needs a product that the public sees', async () => {
    const [draft] = await makeProduct(shop, { published: false });
    for (const id of ['nothing', draft!.productId]) {
      const path = `/products/${id}/reviews`;
      expect(refusal(await amina.send('POST', path, { rating: 5 }))).toEqual([
        404,
        'PRODUCT_NOT_FOUND',
      ]);
      expect(refusal(await amina.send('GET', path))).toEqual([404, 'PRODUCT_NOT_FOUND']);
    }
  });

  test('is found by the product’s slug, too', async () => {
    const slug = `pot-of-${product}`;
    await shop.sql('UPDATE products SET slug = $2 WHERE document_id = $1', [product, slug]);
    const documentId = await amina.review(slug);
    await moderate(documentId);
    const { body } = await call('GET', `${shop.url}/api/products/${slug}/reviews`);
    expect(body.data).toMatchObject([{ documentId, productId: product }]);
  });

  test('goes back to moderation when its customer changes it, and its stars with it', async () => {
    const documentId = await amina.review(product, { rating: 2, title: 'Meh', text: 'Leaks.' });
    await moderate(documentId);
    expect(await ratings()).toEqual(rated(2, 1));
    const path = `/reviews/${documentId}`;
    expect(refusal(await baraka.send('PUT', path, { rating: 1 }))).toEqual([
      404,
      'REVIEW_NOT_FOUND',
    ]);
    expect(refusal(await amina.send('PUT', path, {}))).toEqual([400, 'VALIDATION_FAILED']);

    const changed = await amina.send('PUT', path, { rating: 4, title: null });
    expect([changed.status, changed.body.data]).toMatchObject([
      200,
      { documentId, rating: 4, title: null, text: 'Leaks.', status: 'pending', own: true },
    ]);
    expect(await ratings()).toEqual(rated(0, 0));
    expect((await read()).body.data).toEqual([]);
    await moderate(documentId);
    expect(await ratings()).toEqual(rated(4, 1));
  });

  test('is deleted by its customer, who may write another', async () => {
    const documentId = await amina.review(product);
    await moderate(documentId);
    const path = `/reviews/${documentId}`;
    expect(refusal(await baraka.send('DELETE', path))).toEqual([404, 'REVIEW_NOT_FOUND']);
    const deleted = await amina.send('DELETE', path);
    expect([deleted.status, deleted.body.data]).toEqual([200, { documentId }]);
    expect(await ratings()).toEqual(rated(0, 0));
    expect(refusal(await amina.send('DELETE', path))).toEqual([404, 'REVIEW_NOT_FOUND']);
    expect((await eventsOf(documentId)).map(({ event }) => event)).toEqual([
      'review.created',
      'review.updated',
      'review.deleted',
    ]);
    await amina.review(product);
  });

  test('is found helpful once by each other customer', async () => {
    const documentId = await amina.review(product);
    const path = `/reviews/${documentId}/helpful`;
    expect(refusal(await baraka.send('POST', path))).toEqual([404, 'REVIEW_NOT_FOUND']);
    await moderate(documentId);
    expect(refusal(await amina.send('POST', path))).toEqual([403, 'FORBIDDEN']);
    const votes = await Promise.all([1, 2, 3].map(() => baraka.send('POST', path)));
    for (const { status } of votes) expect(status).toBe(200);
    const chao = await Reader.join(shop, 'Chao');
    expect((await chao.send('POST', path)).body.data).toEqual({ documentId, helpfulCount: 2 });
    expect((await baraka.send('POST', path)).body.data).toEqual({ documentId, helpfulCount: 2 });
    expect((await read()).body.data).toMatchObject([{ helpfulCount: 2 }]);
  });

  test('is published at once where the shop looks at none first', async () => {
    await shop.sql('UPDATE shop_settings SET moderate_reviews = false');
    try {
      const made = await amina.send('POST', `/products/${product}/reviews`, { rating: 3 });
      expect(made.body.data.status).toBe('published');
      expect(await ratings()).toEqual(rated(3, 1));
    } finally {
      await shop.sql('UPDATE shop_settings SET moderate_reviews = true');
    }
  });
});

describe('the list', () => {
  test('has pages, three orders and what all of it comes to', async () => {
    const given = [5, 1, 5, 4];
    const ids: string[] = [];
    for (const rating of given) {
      const reader = await Reader.join(shop, 'Zawadi', 'Njeri');
      ids.push(await reader.review(product, { rating }));
    }
    for (const id of ids) await moderate(id);
    await baraka.review(product, { rating: 1 });
    await amina.send('POST', `/reviews/${ids[1]}/helpful`);

    const order = async (query: string) => {
      const { body } = await read(query);
      return (body.data as { documentId: string }[]).map(({ documentId }) =>
        ids.indexOf(documentId),
      );
    };
    expect(await order('')).toEqual([3, 2, 1, 0]);
    expect(await order('?sort=newest&page=2&pageSize=3')).toEqual([0]);
    expect(await order('?sort=helpful')).toEqual([1, 3, 2, 0]);
    expect(await order('?sort=rating')).toEqual([2, 0, 3, 1]);
    expect((await read('?pageSize=3')).body.meta).toEqual({
      pagination: { page: 1, pageSize: 3, pageCount: 2, total: 4 },
      rating: { average: 3.75, count: 4, stars: { 1: 1, 2: 0, 3: 0, 4: 1, 5: 2 } },
    });
  });

  test.each(['page=0', 'pageSize=101', 'sort=best', 'populate=*', 'filters[state]=pending'])(
    'refuses ?%s',
    async (query) => {
      expect(refusal(await read(`?${query}`))).toEqual([400, 'VALIDATION_FAILED']);
    },
  );
});

describe('who may', () => {
  let callers: Record<string, Record<string, string>>;
  beforeAll(async () => {
    const staff = async (code: string) => (await member(shop, code)).session;
    callers = {
      guest: {},
      'another customer': baraka.session,
      merchandiser: await staff('duka-merchandiser'),
      support: await staff('duka-support'),
      'store manager': await staff('duka-store-manager'),
      administrator: bearer(await shop.adminToken()),
      'API token': bearer(await shop.apiToken()),
      'forged token': bearer('forged'),
    };
  });

  const STATUS: [method: string, path: string, body: object | undefined, number[]][] = [
    ['GET', '/products/:product/reviews', undefined, [200, 200, 200, 200, 200, 200, 200, 401]],
    ['POST', '/products/:product/reviews', { rating: 5 }, [401, 201, 403, 403, 403, 403, 403, 401]],
    ['PUT', '/reviews/:review', { rating: 5 }, [401, 404, 403, 403, 403, 403, 403, 401]],
    ['POST', '/reviews/:review/helpful', undefined, [401, 200, 403, 403, 403, 403, 403, 401]],
    ['DELETE', '/reviews/:review', undefined, [401, 404, 200, 404, 403, 404, 404, 401]],
  ];
  test('read, write and delete', async () => {
    const review = await amina.review(product);
    await moderate(review);
    for (const [method, path, body, expected] of STATUS) {
      const url = path.replace(':product', product).replace(':review', review);
      const statuses: number[] = [];
      for (const headers of Object.values(callers)) {
        const { status } = await call(method, `${shop.url}/api${url}`, { headers, body });
        statuses.push(status);
      }
      // Whoever may delete it after the merchandiser finds it gone.
      expect({ [`${method} ${path}`]: statuses }).toEqual({ [`${method} ${path}`]: expected });
    }
  });
});

describe('in the admin panel', () => {
  test('a review is moderated and answered; the customer’s words stay', async () => {
    const documentId = await amina.review(product, { rating: 1, title: 'No', text: 'Broken.' });
    const form = (await reviews('GET', `/${documentId}`)).body.data as object;
    expect(form).toMatchObject({ productName: `Product ${product}`, state: 'pending' });
    const saved = await reviews('PUT', `/${documentId}`, {
      ...form,
      customer: { connect: [], disconnect: [] },
      state: 'published',
      reply: 'We are sorry. A new one is on its way.',
      rating: 5,
      text: 'Wonderful!',
      verified: true,
      helpfulCount: 1000,
    });
    expect(saved.status).toBe(200);
    expect((await read()).body.data).toMatchObject([
      {
        rating: 1,
        text: 'Broken.',
        verified: false,
        helpfulCount: 0,
        reply: 'We are sorry. A new one is on its way.',
      },
    ]);
    expect(await ratings()).toEqual(rated(1, 1));
    expect((await eventsOf(documentId)).at(-1)).toEqual({
      event: 'review.updated',
      payload: { documentId, productId: product, rating: 1, status: 'published' },
    });

    await moderate(documentId, 'rejected');
    expect(await ratings()).toEqual(rated(0, 0));
    expect((await read()).body.data).toEqual([]);
    expect((await read('', amina.session)).body.data).toMatchObject([{ status: 'rejected' }]);
  });

  test('nobody publishes words that were rewritten since the page was opened', async () => {
    const documentId = await amina.review(product);
    const form = (await reviews('GET', `/${documentId}`)).body.data as object;
    await amina.send('PUT', `/reviews/${documentId}`, { text: 'Something else altogether.' });
    const edit = { ...form, customer: { connect: [], disconnect: [] }, state: 'published' };
    const late = await reviews('PUT', `/${documentId}`, edit);
    expect(refusal(late)).toEqual([409, 'EDIT_CONFLICT']);
    expect((await read()).body.data).toEqual([]);
  });

  test('two who moderate at the same time count each other’s', async () => {
    const ids: string[] = [];
    for (const rating of [1, 2, 3, 4, 5, 5]) {
      ids.push(await (await Reader.join(shop)).review(product, { rating }));
    }
    await Promise.all(ids.map((id) => moderate(id)));
    expect(await ratings()).toEqual(rated(3.33, 6));
  });

  test('reviews are deleted there, and never made', async () => {
    const documentId = await amina.review(product);
    await moderate(documentId);
    const forged = { rating: 5, text: 'The best!', state: 'published' };
    expect(refusal(await reviews('POST', '', forged))).toEqual([403, 'FORBIDDEN']);
    const copied = await reviews('POST', `/clone/${documentId}`, forged);
    expect(refusal(copied)).toEqual([403, 'FORBIDDEN']);
    const deleted = await reviews('POST', '/actions/bulkDelete', { documentIds: [documentId] });
    expect(deleted.status).toBe(200);
    expect(await ratings()).toEqual(rated(0, 0));
    expect((await eventsOf(documentId)).at(-1)?.event).toBe('review.deleted');
  });
});

describe('a product', () => {
  const shown = async (query = '') => {
    const { body } = await call('GET', `${shop.url}/api/products/${product}${query}`);
    return [body.data.ratingAverage, body.data.ratingCount] as unknown[];
  };

  test('shows its rating wherever it is read, though answers are kept', async () => {
    const first = await amina.review(product, { rating: 5 });
    await shown();
    await moderate(first);
    await until(async () => (await shown())[0] === 5, 'the rating of the first review');
    const other = await baraka.review(product, { rating: 2 });
    await moderate(other);
    await until(async () => (await shown())[0] === 3.5, 'the rating of both');
    expect(await shown()).toEqual([3.5, 2]);

    const listed = async (query: string) => {
      const { body } = await call('GET', `${shop.url}/api/products?${query}`);
      return (body.data as { documentId: string }[]).map(({ documentId }) => documentId);
    };
    const [better] = await makeProduct(shop);
    const best = await amina.review(better!.productId, { rating: 4 });
    await moderate(best);
    const both = `filters[documentId][$in][0]=${product}&filters[documentId][$in][1]=${better!.productId}`;
    expect(await listed(`${both}&sort=ratingAverage:desc`)).toEqual([better!.productId, product]);
    expect(await listed(`${both}&filters[ratingAverage][$gte]=4`)).toEqual([better!.productId]);
    const found = await until(async () => {
      const { body } = await call('GET', `${shop.url}/api/products/search?q=${product}`);
      return (body.data as { documentId: string }[]).find((hit) => hit.documentId === product);
    }, 'the product among the hits');
    expect(found).toMatchObject({ ratingAverage: 3.5, ratingCount: 2 });
  });

  test('keeps its rating whatever a form or a script sends, and over publishing', async () => {
    const documentId = await amina.review(product, { rating: 4 });
    const form = (await products('GET', `/${product}`)).body.data as { name: string; slug: string };
    await moderate(documentId);
    const edit = { name: form.name, slug: form.slug, ratingAverage: 5, ratingCount: 99 };
    expect((await products('PUT', `/${product}`, edit)).status).toBe(200);
    expect((await products('POST', `/${product}/actions/publish`, edit)).status).toBe(200);
    expect(await ratings()).toEqual(rated(4, 1));

    const headers = bearer(await shop.apiToken());
    const made = await call('POST', `${shop.url}/api/products`, {
      headers,
      body: { data: { name: 'Praised', slug: `praised-${product}`, ratingAverage: 5 } },
    });
    expect([made.status, made.body.data.ratingAverage]).toEqual([201, 0]);
  });

  test('takes its reviews along when it is deleted', async () => {
    const documentId = await amina.review(product);
    expect((await products('DELETE', `/${product}`)).status).toBe(200);
    expect(await shop.sql('SELECT FROM reviews WHERE document_id = $1', [documentId])).toEqual([]);
    expect((await eventsOf(documentId)).at(-1)?.event).toBe('review.deleted');
  });

  test('keeps the reviews of who is a customer no more, without the name', async () => {
    const leaving = await Reader.join(shop, 'Amina', 'Otieno');
    const documentId = await leaving.review(product, { rating: 5 });
    await moderate(documentId);
    const customers = panelOf(shop, 'plugin::users-permissions.user');
    expect((await customers('DELETE', `/${leaving.documentId}`)).status).toBe(200);
    expect((await read()).body).toMatchObject({
      data: [{ documentId, author: null, rating: 5 }],
      meta: { rating: { count: 1 } },
    });
  });
});

describe('a buyer’s word', () => {
  test('is verified once the goods are sent, written before or after', async () => {
    const [variant] = await makeProduct(shop);
    product = variant!.productId;
    const store = await makeStore(shop);
    await stock(shop, store, variant!, 10);
    const early = await amina.review(product);
    const goods = { sku: variant!.sku, quantity: 1, storeId: store.documentId };
    const order = async (reader: Reader) => {
      expect((await reader.send('POST', '/cart/items', goods)).status).toBe(201);
      const placed = await reader.send('POST', '/orders', CASH_ORDER, newKey());
      expect(placed.status).toBe(201);
      return placed.body.data.documentId as string;
    };
    const move = async (orderId: string, status: string) => {
      const moved = await call('PUT', `${shop.url}/api/orders/${orderId}/status`, {
        headers: bearer(await shop.apiToken()),
        body: { status },
      });
      expect(moved.status).toBe(200);
    };
    const [first, second] = [await order(amina), await order(baraka)];
    for (const orderId of [first, second]) {
      for (const status of ['confirmed', 'preparing']) await move(orderId, status);
    }
    const late = await baraka.send('POST', `/products/${product}/reviews`, { rating: 3 });
    expect(late.body.data.verified).toBe(false);

    for (const status of ['ready', 'delivered']) await move(second, status);
    const rewritten = await baraka.send('PUT', `/reviews/${late.body.data.documentId}`, {
      rating: 4,
    });
    expect(rewritten.body.data.verified).toBe(true);

    await move(first, 'shipped');
    await until(async () => {
      const { body } = await read('', amina.session);
      const own = (body.data as { documentId: string; verified: boolean }[]).find(
        ({ documentId }) => documentId === early,
      );
      return own?.verified;
    }, 'the mark of the buyer');
  });
});

describe('what drifts', () => {
  test('is mended by the schedule', async () => {
    await moderate(await amina.review(product, { rating: 2 }));
    await shop.sql(
      'UPDATE products SET rating_average = 5, rating_count = 7 WHERE document_id = $1',
      [product],
    );
    await shop.sql(`UPDATE schedules SET due_at = now() WHERE name = 'reviews.rating_averages'`);
    await until(async () => (await ratings())[0]?.rating_count === 1, 'the run of the schedule');
    expect(await ratings()).toEqual(rated(2, 1));
  });

  test('is named and mended by the doctor', async () => {
    const documentId = await amina.review(product, { rating: 2 });
    await moderate(documentId);
    await shop.sql(`UPDATE schedules SET due_at = 'infinity'
                     WHERE name = 'reviews.rating_averages'`);
    await shop.sql(
      'UPDATE products SET rating_average = 5, rating_count = 7 WHERE document_id = $1',
      [product],
    );
    await shop.sql('UPDATE reviews SET helpful_count = 3 WHERE document_id = $1', [documentId]);
    const found = await runDoctor(shop.database.url);
    expect(found.output).toContain(`${product} shows 5 of 7 ratings, its reviews say 2 of 1`);
    expect(found.output).toContain(`3 found review ${documentId} helpful, its votes say 0`);
    const mended = await runDoctor(shop.database.url, '--repair');
    expect([mended.status, mended.output.match(/\(mended\)/g)?.length]).toEqual([0, 2]);
    expect(await ratings()).toEqual(rated(2, 1));
  });
});
