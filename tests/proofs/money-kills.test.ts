import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { bothBooks, letTimePass, untilSettled } from '../payments/both-books';
import { sellIn } from '../payments/counter';
import { expectRightBooks } from '../support/doctor';
import { Endings } from '../support/endings';
import { WORKING } from '../support/shop';
import { brokenInvariants } from './invariants';
import { closeDesk, openBackRoom, openDesk, type Desk } from './money/desk';
import { endsOf, meant, type Ended } from './money/ends';
import { holdUp, holdUpMessages, pointsOf, type HeldUp } from './money/hold-up';
import { moneyMessages, type MoneyMessage } from './money/messages';
import { moneyVerbs, type End, type MoneyVerb } from './money/verbs';

/** What a caller hears who is held up until the kill: nothing, or, on a slow machine, that it goes on. */
const NO_RESULT = /^cut short$|^503 .*goes on/;
/** Until a call is answered well again, and until its money is where it belongs, on a slow machine. */
const PATIENCE_MS = 60_000;

const endings = new Endings();
let desk: Desk;
let verbs: Record<string, MoneyVerb>;
let messages: Record<string, MoneyMessage>;
const heldUp = new Map<string, HeldUp[]>();

/*
 * As in kills.test.ts one kill -9 ends all calls of a server at once. Until then nobody works in the
 * background, so that nothing but what is held up comes by a point.
 */
beforeAll(async () => {
  desk = await openDesk();
  endings.add(() => closeDesk(desk));
  const { counter, servers } = desk;
  const { shop } = counter;
  verbs = moneyVerbs(desk);
  messages = moneyMessages(desk);
  // It starts beside what is held up on the one before it.
  const third = shop.secondServer({ PORT: '0' });
  await Promise.all([third, holdUpAll('second')]);
  await servers.second.kill('SIGKILL');
  await answerPhones();
  servers.third = await third;
  await holdUpAll('third');
  await servers.third.kill('SIGKILL');
  await holdUpAll('first');
  await Promise.all([shop.kill('SIGKILL'), desk.backRoom.stop()]);
  for (const [name, held] of heldUp) {
    for (const { point, answer } of held) {
      expect([name, point, await answer]).toEqual([name, point, expect.stringMatching(NO_RESULT)]);
    }
  }

  desk.backRoom = openBackRoom(counter);
  await shop.restart({ env: { ...counter.env, ...WORKING } });
  servers.second = shop;
  servers.third = shop;
}, 240_000);

afterAll(() => endings.run());

test.each([
  'the prompt of M-Pesa',
  'a refund by M-Pesa',
  'a reversal by M-Pesa',
  'the beginning of a payment by Stripe',
  'the shopper’s return from Stripe',
  'a refund by Stripe',
  'the beginning of a payment by PayPal',
  'a payment by PayPal that needs an access token',
  'a capture by PayPal',
  'a refund by PayPal',
  'cash that is collected',
  'the end of an unpaid order',
])(
  'F-03 F-04 %s, killed at each of its points, is done once by the same call again',
  async (name) => {
    const verb = verbs[name]!;
    const held = heldUp.get(name)!;
    expect(held.length).toBeGreaterThan(verb.at === undefined ? 5 : 0);
    await again(verb, held);
    await expectAsMeant(held, verb.end);
  },
  2 * PATIENCE_MS,
);

test.each([
  'the callback of M-Pesa',
  'the result of a reversal by M-Pesa',
  'the confirmation of the paybill',
  'the webhook of Stripe',
  'the webhook of PayPal',
])(
  'F-03 F-04 %s, killed at each of its points, is believed once when it is sent again',
  async (name) => {
    const held = heldUp.get(name)!;
    expect(held.length).toBeGreaterThan(5);
    await expectAsMeant(held, messages[name]!.end);
  },
  2 * PATIENCE_MS,
);

test(
  'F-03 F-04 a refund that is owed, killed at each of its points, is given once by who works next',
  async () => {
    const name = 'a refund by Stripe that is owed';
    const held = heldUp.get(name)!;
    expect(held.length).toBeGreaterThan(5);
    await expectAsMeant(held, verbs[name]!.end);
  },
  2 * PATIENCE_MS,
);

test('F-04 afterwards both books are equal to the unit, and right', async () => {
  const { counter, post } = desk;
  await post.handOver(counter.shop.url);
  const { left, ours, theirs } = await untilSettled(counter);
  expect(left).toEqual([]);
  expect(ours).toEqual(theirs);
  expect(await brokenInvariants(counter.shop)).toEqual([]);
  await expectRightBooks(counter.shop);
}, 180_000);

/** Holds up all that there is on a server, last of all what must be held up just before a kill. */
async function holdUpAll(server: MoneyVerb['server']): Promise<void> {
  const last: (() => Promise<void>)[] = [];
  for (const currency of ['KES', 'USD'] as const) {
    await sellIn(desk.counter, currency);
    last.push(...(await holdUpIn(currency, server)));
  }
  for (const hold of last) await hold();
}

/** Holds up what there is in a currency, and gives what must be held up later. */
async function holdUpIn(currency: MoneyVerb['currency'], server: MoneyVerb['server']) {
  const isMine = (one: { server: string; currency: string }) =>
    one.server === server && one.currency === currency;
  const last: (() => Promise<void>)[] = [];
  for (const [name, verb] of Object.entries(verbs)) {
    if (!isMine(verb)) continue;
    const held: HeldUp[] = [];
    heldUp.set(name, held);
    const points = verb.at ?? (await pointsOf(verb));
    const purchases = await Promise.all(points.map(() => verb.prepare()));
    for (const [turn, point] of points.entries()) {
      const hold = async () => void held.push(await holdUp(verb, purchases[turn]!, point));
      // A provider is waited for some seconds only.
      if (typeof point === 'string') await hold();
      else last.push(hold);
    }
  }
  for (const [name, message] of Object.entries(messages)) {
    if (!isMine(message)) continue;
    const { url, steps } = desk.servers[server];
    heldUp.set(name, await holdUpMessages(message, { url, steps, sql: desk.counter.shop.sql }));
  }
  return last;
}

/** Whoever has a prompt on the phone enters the PIN. */
async function answerPhones(): Promise<void> {
  const { daraja } = desk.counter;
  await daraja.set({ phone: 'accepts' });
  for (const { checkoutRequestId, outcome } of await daraja.tell('GET', 'prompts')) {
    if (outcome === undefined) await daraja.tell('POST', `prompts/${checkoutRequestId}/answer/0`);
  }
}

/** Sends calls again under their keys until each is answered well, or others have done what it was for. */
async function again(verb: MoneyVerb, held: readonly HeldUp[]): Promise<void> {
  const { shop } = desk.counter;
  const until = performance.now() + PATIENCE_MS;
  for (let left = held; ;) {
    const refused = await Promise.all(left.map((one) => refusalOf(verb, one)));
    left = left.filter((_, turn) => refused[turn] !== undefined);
    if (left.length === 0) return;
    if (performance.now() > until) throw new Error(refused.join('\n'));
    await letTimePass(shop);
    await sleep(500);
  }
}

async function refusalOf(
  verb: MoneyVerb,
  { point, purchase, key }: HeldUp,
): Promise<string | undefined> {
  const { status, body } = await verb.run(purchase, key);
  if (status < 300) {
    await verb.follow?.(purchase, body.data);
    return undefined;
  }
  const [now] = await endsOf(desk.counter.shop, [purchase]);
  const isDone = isDeepStrictEqual(now, meant(purchase, verb.end));
  return isDone ? undefined : `${point}: ${JSON.stringify(body)}`;
}

/** Waits until the money of each is where it is meant to be, in our books and in the provider's. */
async function expectAsMeant(held: readonly HeldUp[], end: End): Promise<void> {
  const { counter, post } = desk;
  const purchases = held.map(({ purchase }) => purchase);
  const wanted = purchases.map((purchase) => meant(purchase, end));
  const until = performance.now() + PATIENCE_MS;
  let now = await endsOf(counter.shop, purchases);
  while (!isDeepStrictEqual(now, wanted) && performance.now() < until) {
    await post.handOver(counter.shop.url);
    await letTimePass(counter.shop);
    await sleep(500);
    now = await endsOf(counter.shop, purchases);
  }
  const { theirs } = await bothBooks(counter);
  const seen = held.map(({ point }, turn) => ({
    point,
    ...now[turn],
    theirs: theirs[now[turn]!.number],
  }));
  expect(seen).toEqual(
    held.map(({ point }, turn) => ({ point, ...wanted[turn], theirs: theirsOf(wanted[turn]!) })),
  );
}

/** Each payment once; cash is in no books but ours. */
function theirsOf({ method, captured, refunded }: Ended): string | undefined {
  return method === 'cash_on_delivery' || captured === 0 ? undefined : `${captured}-${refunded}`;
}
