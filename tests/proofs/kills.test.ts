import { isDeepStrictEqual } from 'node:util';
import { newKey } from '../support/catalogue';
import { expectRightBooks } from '../support/doctor';
import { Endings } from '../support/endings';
import { createShop, type TestShop } from '../support/shop';
import { BackRoom } from './back-room';
import { brokenInvariants } from './invariants';
import { KILLED, verbsOf, type Verb, type Verbs } from './verbs';
import { endOf, makeWorld, toldOf, type World } from './world';

/** A call, in a world of its own, that stood before a point when the server was killed. */
interface Killed {
  point: string;
  world: World;
  key: Record<string, string>;
  before: object;
  answer: Promise<string>;
}

/** What a verb does where nothing happens to it, and the calls that something happens to. */
interface Tried {
  answer: string;
  end: object;
  killed: Killed[];
}

const endings = new Endings();
let shop: TestShop;
let backRoom: BackRoom;
let verbs: Verbs;
const tried = new Map<string, Tried>();

/*
 * One kill -9 ends all calls at once, each standing before another point: a start of a server for each
 * would take minutes, and this is how a server dies in a busy shop. Each that is held up keeps a
 * connection, so that half of them have a life of the server of their own.
 */
beforeAll(async () => {
  shop = await createShop({ env: { DATABASE_POOL_SIZE: '150' } });
  endings.add(() => shop.stop());
  backRoom = new BackRoom(shop.database.url);
  endings.add(() => backRoom.stop());
  endings.add(() => expectRightBooks(shop));
  const half = Math.ceil(KILLED.length / 2);
  for (const names of [KILLED.slice(0, half), KILLED.slice(half)]) {
    verbs = await verbsOf(shop, backRoom);
    const held: Killed[] = [];
    for (const name of names) {
      const one = await holdUpEverywhere(verbs[name]);
      tried.set(name, one);
      held.push(...one.killed);
    }
    await Promise.all([shop.kill('SIGKILL'), backRoom.stop()]);
    for (const { answer } of held) expect(await answer).toBe('killed');
    backRoom = new BackRoom(shop.database.url);
    await shop.restart();
  }
  verbs = await verbsOf(shop, backRoom);
  expect(await brokenInvariants(shop)).toEqual([]);
}, 180_000);

afterAll(() => endings.run());

async function holdUpEverywhere(verb: Verb): Promise<Tried> {
  const example = await worldFor(verb);
  let answer = '';
  const points = await verb.steps().during(async () => {
    answer = await verb.run(example, example.carts[0]);
  });
  const worlds = await Promise.all(points.map(() => worldFor(verb)));
  const killed: Killed[] = [];
  for (const [turn, point] of points.entries()) {
    killed.push(await holdUp(verb, worlds[turn]!, point));
  }
  return { answer, end: await stateOf(example), killed };
}

async function holdUp(verb: Verb, world: World, point: string): Promise<Killed> {
  const key = newKey();
  const before = await stateOf(world);
  const stop = await verb.steps().stopBefore(point);
  const answer = verb.run(world, world.carts[0], key).catch(() => 'killed');
  const early = await Promise.race([stop.standing, answer]);
  if (early !== undefined) throw new Error(`answered ${early} and never came by ${point}`);
  return { point, world, key, before, answer };
}

test.each(KILLED)(
  'F-01 F-02 %s, killed before each of its points, is done once by the same call again',
  async (name) => {
    const verb = verbs[name];
    const { answer, end, killed } = tried.get(name)!;
    expect(killed.length).toBeGreaterThan(verb.isOneStatement ? 0 : 3);
    await forgetClaims(killed);
    const left = await Promise.all(killed.map(({ world }) => stateOf(world)));
    // All of it or nothing.
    const wholes = killed.map(({ before }, turn) =>
      [before, end].find((state) => isDeepStrictEqual(state, left[turn])),
    );
    expect(namedBy(killed, left)).toEqual(namedBy(killed, wholes));
    const again = await Promise.all(
      killed.map(({ world, key }) => verb.run(world, world.carts[0], key)),
    );
    expect(namedBy(killed, again)).toEqual(killed.map(({ point }) => [point, answer]));
    const ends = await Promise.all(killed.map(({ world }) => stateOf(world)));
    expect(namedBy(killed, ends)).toEqual(killed.map(({ point }) => [point, end]));
    expect(await brokenInvariants(shop)).toEqual([]);
  },
);

const stateOf = async (world: World): Promise<object> => ({
  ...(await endOf(shop, world)),
  ...(await toldOf(shop, world)),
});

async function worldFor(verb: Verb): Promise<World> {
  const world = await makeWorld(shop, { free: 5, ordered: verb.to === 'order' });
  await verb.prepare?.(world);
  return world;
}

/** What was seen at each point, with the point's name. */
function namedBy<T>(killed: readonly Killed[], seen: readonly T[]): [string, T][] {
  return killed.map(({ point }, turn) => [point, seen[turn]!]);
}

/** Lets half a minute go by: what killed calls had claimed and nobody has is free then. */
async function forgetClaims(killed: readonly Killed[]): Promise<void> {
  await shop.sql(
    `UPDATE holds SET expires_at = now() - interval '1 s'
      WHERE state = 'held' AND expires_at < now() + interval '30 s'
        AND stock_level_id IN (SELECT id FROM stock_levels WHERE variant_id = ANY ($1))
        AND id NOT IN (SELECT hold_id FROM cart_lines)`,
    [killed.map(({ world }) => world.variant.id)],
  );
  await backRoom.sweep();
}
