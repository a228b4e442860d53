import { setTimeout as sleep } from 'node:timers/promises';
import { expectRightBooks } from '../support/doctor';
import { Endings } from '../support/endings';
import { createShop, type TestShop } from '../support/shop';
import { BackRoom } from './back-room';
import { brokenInvariants } from './invariants';
import { RACING, verbsOf, type Verb, type Verbs } from './verbs';
import { endOf, makeWorld, type World } from './world';

const endings = new Endings();
let shop: TestShop;
let backRoom: BackRoom;
let verbs: Verbs;

beforeAll(async () => {
  shop = await createShop();
  endings.add(() => shop.stop());
  backRoom = new BackRoom(shop.database.url);
  endings.add(() => backRoom.stop());
  endings.add(() => expectRightBooks(shop));
  verbs = await verbsOf(shop, backRoom);
});

afterAll(() => endings.run());

/** Two calls and whether they are about one cart, or each about its own. */
interface Pair {
  first: Verb;
  second: Verb;
  oneCart: boolean;
}

const pairs = RACING.flatMap((first) => RACING.map((second) => [first, second] as const));

test.each(pairs)('%s, held up at each of its points while %s runs', async (one, other) => {
  const [first, second] = [verbs[one], verbs[other]];
  const strange: string[] = [];
  for (const oneCart of first.to === 'cart' && second.to === 'cart' ? [true, false] : [false]) {
    const pair = { first, second, oneCart };
    const inTurn = [await oneAfterTheOther(pair), await theOtherFirst(pair)];
    for (const point of await pointsOf(first)) {
      const together = await whileHeldUp(pair, point);
      // Nobody may be able to tell that the two ran at once.
      if (!inTurn.includes(together)) {
        const where = `${oneCart ? 'one cart' : 'two carts'}, before ${point}`;
        strange.push(`${where}: ${together} is neither ${inTurn.join(' nor ')}`);
      }
    }
  }
  expect(strange).toEqual([]);
  expect(await brokenInvariants(shop)).toEqual([]);
});

const known = new Map<Verb, string[]>();

/** The points that a verb passes where nothing else happens. */
async function pointsOf(verb: Verb): Promise<string[]> {
  const before = known.get(verb);
  if (before !== undefined) return before;
  const world = await worldFor({ first: verb, second: verb, oneCart: true });
  const points = await verb.steps().during(() => verb.run(world, world.carts[0]));
  expect(points).not.toEqual([]);
  known.set(verb, points);
  return points;
}

async function worldFor({ first, second }: Pair): Promise<World> {
  const world = await makeWorld(shop, { ordered: [first.to, second.to].includes('order') });
  for (const verb of new Set([first, second])) await verb.prepare?.(world);
  return world;
}

const runFirst = ({ first }: Pair, world: World) => first.run(world, world.carts[0]);
const runSecond = ({ second, oneCart }: Pair, world: World) =>
  second.run(world, world.carts[oneCart ? 0 : 1]);

/** What came of two calls: both answers, and what the world is like. */
async function outcome(
  pair: Pair,
  world: World,
  [first, second]: [string, string],
): Promise<string> {
  expect(pair.first.outcomes).toContain(first);
  expect(pair.second.outcomes).toContain(second);
  return JSON.stringify({ first, second, end: await endOf(shop, world) });
}

async function oneAfterTheOther(pair: Pair): Promise<string> {
  const world = await worldFor(pair);
  const first = await runFirst(pair, world);
  const second = await runSecond(pair, world);
  return outcome(pair, world, [first, second]);
}

async function theOtherFirst(pair: Pair): Promise<string> {
  const world = await worldFor(pair);
  const second = await runSecond(pair, world);
  const first = await runFirst(pair, world);
  return outcome(pair, world, [first, second]);
}

async function whileHeldUp(pair: Pair, point: string): Promise<string> {
  const world = await worldFor(pair);
  const stop = await pair.first.steps().stopBefore(point);
  const one = runFirst(pair, world);
  const ended = await Promise.race([stop.standing, one]);
  if (ended !== undefined) throw new Error(`answered ${ended} and never came by ${point}`);
  const other = runSecond(pair, world);
  await endOrWait(other);
  await stop.go();
  const [first, second] = await Promise.all([one, other]);
  return outcome(pair, world, [first, second]);
}

/** Claims of one stock row wait for each other in the server, where PostgreSQL does not see it. */
const PATIENCE_MS = 300;

/** Waits until a call has ended, or waits itself for the one that is held up. */
async function endOrWait(call: Promise<unknown>): Promise<void> {
  const end = call.then(() => 'ended');
  const began = performance.now();
  while (performance.now() - began < PATIENCE_MS) {
    if ((await Promise.race([end, sleep(10)])) === 'ended') return;
    const [waiting] = await shop.sql(
      `SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting !== undefined) return;
  }
}
