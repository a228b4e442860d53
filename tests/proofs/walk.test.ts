import { setTimeout as sleep } from 'node:timers/promises';
import { makeCoupon } from '../pricing/shoppers';
import {
  CASH_ORDER,
  makeProduct,
  makeStore,
  makeVariant,
  stock,
  stockOf,
  type Store,
  type Variant,
} from '../support/catalogue';
import { expectRightBooks } from '../support/doctor';
import { Endings } from '../support/endings';
import { bearer } from '../support/http';
import type { ServerProcess } from '../support/server-process';
import { createShop, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { brokenInvariants } from './invariants';
import { Client, codeOf } from './walk/client';
import { Random } from './walk/random';
import { Shopper, type Surroundings } from './walk/shopper';

/** Set it to walk the same way again; how calls come in each other's way differs all the same. */
const SEED = Number(process.env.DUKA_WALK_SEED ?? Date.now() % 2 ** 32);
const STEPS = Number(process.env.DUKA_WALK_STEPS ?? 2_000);
const SHOPPERS = 12;
const STEPS_A_BATCH = 10;
/** Every so many batches one of the two servers is killed in the middle. */
const BATCHES_TO_A_KILL = 8;

const endings = new Endings();
let shop: TestShop;
let second: ServerProcess;

beforeAll(async () => {
  shop = await createShop();
  endings.add(() => shop.stop());
  endings.add(() => expectRightBooks(shop));
  second = await shop.secondServer();
});

afterAll(() => endings.run());

const servers = () => [shop.url, second.url];

/** Pieces by store and SKU. */
type Pieces = Record<string, number>;

test(`${STEPS} random steps of ${SHOPPERS} shoppers on two servers, one of them dying at times (seed ${SEED})`, async () => {
  const random = new Random(SEED);
  const { stores, variants, onHand } = await openStores(random);
  const around: Surroundings = {
    skus: variants.map(({ sku }) => sku),
    storeIds: stores.map(({ documentId }) => documentId),
    codes: await printCoupons(),
    staff: bearer(await shop.apiToken()),
    expire,
  };
  const shoppers = Array.from({ length: SHOPPERS }, () => {
    const own = new Random(random.between(0, 2 ** 31));
    return new Shopper(new Client(servers, own), own, around);
  });
  const clerk = new Client(servers, new Random(random.between(0, 2 ** 31)));

  const batches = Math.ceil(STEPS / SHOPPERS / STEPS_A_BATCH);
  for (let batch = 1; batch <= batches; batch += 1) {
    const dying = batch % BATCHES_TO_A_KILL === 0;
    await Promise.all([
      ...shoppers.map((shopper) => shopper.stroll(STEPS_A_BATCH)),
      count(clerk, random, around, onHand),
      dying ? sleep(random.between(20, 200)).then(() => second.kill('SIGKILL')) : undefined,
    ]);
    if (dying) second = await shop.secondServer();
    const diaries = shoppers.map(({ diary }) => diary.splice(0));
    const found = { broken: await brokenInvariants(shop), books: await booksOf() };
    const wanted = { broken: [], books: believed(shoppers, onHand) };
    expect({ batch, diaries, ...found }).toEqual({ batch, diaries, ...wanted });
  }
  // A walk in which nothing happens would prove nothing.
  const statuses = shoppers.flatMap(({ orders }) => orders.map(({ status }) => status));
  expect(statuses.length).toBeGreaterThan(STEPS / 20);
  expect(new Set(statuses)).toEqual(new Set(['pending', 'cancelled', 'shipped']));
  expect(believed(shoppers, onHand).uses).not.toEqual({});
}, 300_000);

test('F-43: 500 buyers of two things, 100 pieces of each, while a server dies', async () => {
  const store = await makeStore(shop);
  const [tea, pot] = [await makeVariant(shop), await makeVariant(shop)];
  for (const thing of [tea, pot]) await stock(shop, store, thing, 100);
  const baskets = [[tea], [pot], [tea, pot], [pot, tea]];
  const sold = new Map<string, number>();
  const buy = async (turn: number): Promise<void> => {
    const items = await buyAll(new Client(servers, new Random(SEED + turn)), baskets[turn % 4]!);
    for (const { sku } of items) sold.set(sku, (sold.get(sku) ?? 0) + 1);
  };
  const lanes = Array.from({ length: 50 }, async (_, lane) => {
    for (let turn = 0; turn < 10; turn += 1) await buy(lane * 10 + turn);
  });
  const isUnderWay = () => [...sold.values()].some((pieces) => pieces > 20);
  await until(isUnderWay, 'the sale to be under way');
  await second.kill('SIGKILL');
  second = await shop.secondServer();
  await Promise.all(lanes);

  // Half a minute later, what a killed call had claimed is free for who comes then.
  await shop.sql(
    `UPDATE holds SET expires_at = now() - interval '1 s'
      WHERE state = 'held' AND id NOT IN (SELECT hold_id FROM cart_lines)`,
  );
  for (let turn = 0; turn < 20; turn += 1) await buy(turn);
  for (const thing of [tea, pot]) {
    expect(sold.get(thing.sku)).toBe(100);
    expect(await stockOf(shop, store, thing)).toEqual({ on_hand: 100, reserved: 100 });
  }
  expect(await brokenInvariants(shop)).toEqual([]);
}, 300_000);

/** Orders what can be had of some things, and gives what was ordered. */
async function buyAll(client: Client, things: readonly Variant[]): Promise<{ sku: string }[]> {
  let token: string | undefined;
  const mine = (): Record<string, string> => (token === undefined ? {} : { 'X-Cart-Token': token });
  for (const { sku } of things) {
    const body = { sku, quantity: 1 };
    const added = await client.send('POST', '/api/cart/items', { headers: mine(), body });
    if (added.status === 201) token = added.body.data.token;
    else expect(codeOf(added)).toBe('INSUFFICIENT_STOCK');
  }
  if (token === undefined) return [];
  const placed = await client.send('POST', '/api/orders', { headers: mine(), body: CASH_ORDER });
  expect(placed.status).toBe(201);
  return placed.body.data.items as { sku: string }[];
}

/** Few pieces of few things in few stores, so that shoppers are in each other's way. */
async function openStores(random: Random) {
  const stores: Store[] = [];
  const variants: Variant[] = [];
  const onHand: Pieces = {};
  for (let turn = 0; turn < 3; turn += 1) stores.push(await makeStore(shop));
  for (let turn = 0; turn < 5; turn += 1) variants.push(...(await makeProduct(shop)));
  for (const store of stores) {
    for (const variant of variants) {
      const pieces = random.between(5, 20);
      await stock(shop, store, variant, pieces);
      onHand[keyOf(store.documentId, variant.sku)] = pieces;
    }
  }
  return { stores, variants, onHand };
}

/** Coupons of which there are too few. */
async function printCoupons(): Promise<string[]> {
  const codes: string[] = [];
  for (const usageLimit of [3, 10, 30]) codes.push((await makeCoupon(shop, { usageLimit })).code);
  return codes;
}

const keyOf = (storeId: string, sku: string) => `${sku} at ${storeId}`;

/** Receives goods and writes goods off while shoppers shop. */
async function count(clerk: Client, random: Random, around: Surroundings, onHand: Pieces) {
  for (let turn = 0; turn < 4; turn += 1) {
    const [storeId, sku] = [random.pick(around.storeIds), random.pick(around.skus)];
    const delta = random.between(-4, 5);
    const reply = await clerk.send('PUT', `/api/stores/${storeId}/stock`, {
      headers: around.staff,
      body: [{ sku, delta: delta === 0 ? 1 : delta }] as object,
    });
    const key = keyOf(storeId, sku);
    if (reply.status === 200) onHand[key] = (onHand[key] ?? 0) + (delta === 0 ? 1 : delta);
    else expect(reply.body.error.details.code).toBe('BELOW_RESERVED');
  }
}

async function expire(lineIds: readonly string[]): Promise<void> {
  await shop.sql(
    `WITH expired AS (
       UPDATE holds SET expires_at = now() - interval '1 minute'
        WHERE state = 'held' AND id IN (SELECT hold_id FROM cart_lines WHERE id = ANY($1))
     )
     UPDATE cart_lines SET reserved_until = now() - interval '1 minute' WHERE id = ANY($1)`,
    [lineIds],
  );
}

interface Sums {
  onHand: Pieces;
  held: Pieces;
  allocated: Pieces;
  lines: string[];
  uses: Pieces;
}

/** What the shoppers together have been told. */
function believed(shoppers: readonly Shopper[], onHand: Pieces): Sums {
  const sums: Sums = { onHand: { ...onHand }, held: {}, allocated: {}, lines: [], uses: {} };
  const add = (to: Pieces, key: string, pieces: number) => (to[key] = (to[key] ?? 0) + pieces);
  for (const { lines, orders } of shoppers) {
    for (const { id, storeId, sku, quantity, held } of lines) {
      sums.lines.push(`${id}: ${quantity}`);
      if (held) add(sums.held, keyOf(storeId, sku), quantity);
    }
    for (const { items, couponCode, status } of orders) {
      if (couponCode !== null && status !== 'cancelled') add(sums.uses, couponCode, 1);
      for (const { storeId, sku, quantity } of items) {
        if (status === 'shipped') add(sums.onHand, keyOf(storeId, sku), -quantity);
        else if (status !== 'cancelled') add(sums.allocated, keyOf(storeId, sku), quantity);
      }
    }
  }
  sums.lines.sort();
  return sums;
}

/** The same from the database. */
async function booksOf(): Promise<Sums> {
  const [row] = await shop.sql<Record<keyof Sums, never>>(
    `WITH goods AS (
       SELECT level.id, level.on_hand, variant.sku || ' at ' || store.document_id AS key
         FROM stock_levels level
         JOIN variants variant ON variant.id = level.variant_id
         JOIN stores store ON store.id = level.store_id
     ), held AS (
       SELECT goods.key, sum(hold.quantity) AS pieces
         FROM cart_lines line
         JOIN carts cart ON cart.id = line.cart_id AND cart.status = 'open'
         JOIN holds hold ON hold.id = line.hold_id AND hold.state = 'held' AND hold.expires_at > now()
         JOIN goods ON goods.id = hold.stock_level_id
        GROUP BY goods.key
     ), allocated AS (
       SELECT goods.key, sum(hold.quantity) AS pieces
         FROM holds hold JOIN goods ON goods.id = hold.stock_level_id
        WHERE hold.state = 'allocated'
        GROUP BY goods.key
     )
     SELECT (SELECT json_object_agg(key, on_hand) FROM goods) AS "onHand",
            (SELECT coalesce(json_object_agg(key, pieces), '{}') FROM held) AS held,
            (SELECT coalesce(json_object_agg(key, pieces), '{}') FROM allocated) AS allocated,
            (SELECT coalesce(json_agg(line.id || ': ' || line.quantity ORDER BY line.id), '[]')
               FROM cart_lines line JOIN carts cart ON cart.id = line.cart_id
              WHERE cart.status = 'open') AS lines,
            (SELECT coalesce(json_object_agg(code, used_count), '{}')
               FROM coupons WHERE used_count > 0) AS uses`,
  );
  if (row === undefined) throw new Error('no books');
  return row;
}
