import { isDeepStrictEqual } from 'node:util';
import { newKey } from '../support/catalogue';
import { expectRightBooks } from '../support/doctor';
import { Endings } from '../support/endings';
import { createShop, type TestShop } from '../support/shop';
import { BackRoom } from './back-room';
import { brokenInvariants } from './invariants';
import { KILLED, verbsOf, type Verb } from './verbs';
import { endOf, makeWorld, type World } from './world';

/** A call, in a world of its own, that stood before a point when the server was killed. */
interface Killed {
  point: string;
  world: World;
  key: Record<string, string>;
  before: object;
  answer: Promise<string>;
}

/** A verb with what it does where nothing happens to it. */
interface Tried {
  verb: Verb;
  answer: string;
  end: object;
  killed: Killed[];
}

const endings = new Endings();
let shop: TestShop;
let backRoom: BackRoom;
const tried = new Map<string, Tried>();

/*
 * One kill -9 ends all calls at once, each standing before another point: a start of a server for each
 * would take minutes, and this is how a server dies in a busy shop.
 */
beforeAll(async () => {
  shop = await createShop({ env: { DATABASE_POOL_SIZE: '150' } });
  endings.add(() => shop.stop());
  backRoom = new BackRoom(shop.database.url);
  endings.add(() => backRoom.stop());
  endings.add(() => expectRightBooks(shop));
  const verbs = await verbsOf(shop, backRoom);
  for (const name of KILLED) tried.set(name, await holdUpEverywhere(verbs[name]));
  await shop.kill('SIGKILL');
  for (const { killed } of tried.values()) {
    for (const { answer } of killed) expect(await answer).toBe('killed');
  }
  await shop.restart();
  expect(await brokenInvariants(shop)).toEqual([]);
}, 180_000);

afterAll(() => endings.run());

async function holdUpEverywhere(verb: Verb): Promise<Tried> {
  const example = await worldFor(verb);
  let answer = '';
  const points = await verb.steps().during(async () => {
    answer = await verb.run(example, example.carts[0]);
  });
  const killed: Killed[] = [];
  for (const point of points) killed.push(await holdUp(verb, point));
  return { verb, answer, end: await endOf(shop, example), killed };
}

async function holdUp(verb: Verb, point: string): Promise<Killed> {
  const world = await worldFor(verb);
  const key = newKey();
  const before = await endOf(shop, world);
  const stop = await verb.steps().stopBefore(point);
  const answer = verb.run(world, world.carts[0], key).catch(() => 'killed');
  const early = await Promise.race([stop.standing, answer]);
  if (early !== undefined) throw new Error(`answered ${early} and never came by ${point}`);
  return { point, world, key, before, answer };
}

test.each(KILLED)(
  'F-01 F-02 %s, killed before each of its points, is done once by the same call again',
  async (name) => {
    const { verb, answer, end, killed } = tried.get(name)!;
    expect(killed.length).toBeGreaterThan(3);
    for (const { point, world, key, before } of killed) {
      await forgetClaims(world);
      const left = await endOf(shop, world);
      // All of it or nothing.
      expect({
        point,
        left: [before, end].find((state) => isDeepStrictEqual(state, left)),
      }).toEqual({ point, left });
      const again = await verb.run(world, world.carts[0], key);
      expect({ point, again, end: await endOf(shop, world) }).toEqual({
        point,
        again: answer,
        end,
      });
    }
    expect(await brokenInvariants(shop)).toEqual([]);
  },
);

async function worldFor(verb: Verb): Promise<World> {
  const world = await makeWorld(shop, { free: 5, ordered: verb.to === 'order' });
  await verb.prepare?.(world);
  return world;
}

/** Lets half a minute go by: what a killed call had claimed and nobody has is free then. */
async function forgetClaims({ variant }: World): Promise<void> {
  await shop.sql(
    `UPDATE holds SET expires_at = now() - interval '1 s'
      WHERE state = 'held' AND expires_at < now() + interval '30 s'
        AND stock_level_id IN (SELECT id FROM stock_levels WHERE variant_id = $1)
        AND id NOT IN (SELECT hold_id FROM cart_lines)`,
    [variant.id],
  );
  await backRoom.sweep();
}
