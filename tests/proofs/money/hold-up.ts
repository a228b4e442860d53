import { setTimeout as sleep } from 'node:timers/promises';
import { newKey } from '../../support/catalogue';
import type { TestShop } from '../../support/shop';
import type { Steps } from '../../support/steps';
import { deliverUntilDone } from './ends';
import type { Moment } from './gate';
import type { MoneyMessage } from './messages';
import type { Key, MoneyVerb, Purchase } from './verbs';

/** Something about an order of its own that stands before a point. */
export interface HeldUp {
  point: string;
  purchase: Purchase;
  key: Key;
  /** `cut short` where the server dies before it has answered. */
  answer: Promise<string>;
}

const CUT_SHORT = 'cut short';
const QUIET_MS = 500;
const PATIENCE_MS = 60_000;

/** A statement or a commit by its name, or a call to a provider. */
export type Point = string | { moment: Moment; turn: number };

/** The points that a verb passes. */
export async function pointsOf(verb: MoneyVerb): Promise<Point[]> {
  // What a process does once, such as fetching an access token, is done by the first one.
  await verb.run(await verb.prepare(), newKey());
  const purchase = await verb.prepare();
  await untilQuiet(verb.steps());
  const run = () => verb.run(purchase, newKey());
  let calls: string[] = [];
  const statements = await verb.steps().during(async () => {
    if (verb.gate === undefined) await run();
    else calls = await verb.gate.during(run, verb.of?.(purchase));
  });
  const turns = calls.map((_, before) => before + 1);
  const around = turns.flatMap((turn): Point[] => [
    { moment: 'call', turn },
    { moment: 'answer', turn },
  ]);
  return [...(verb.isBackground ? statements : ownOf(statements)), ...around];
}

/** What a call wakes works beside it: it must not be held up, for it has the messages to work. */
function ownOf(statements: readonly string[]): readonly string[] {
  const others = statements.findIndex(looksForWork);
  return others === -1 ? statements : statements.slice(0, others);
}

/** Whether somebody in the background looks for what is there to do. */
function looksForWork(statement: string): boolean {
  return /^payments\.take_(messages|due)(#|$)/.test(statement);
}

/** Does something up to a point. */
export async function holdUp(verb: MoneyVerb, purchase: Purchase, point: Point): Promise<HeldUp> {
  const key = newKey();
  const [name, standing] =
    typeof point === 'string'
      ? [point, (await verb.steps().stopBefore(point)).standing]
      : [
          `${point.moment} ${point.turn}`,
          verb.gate!.hold(point.moment, point.turn, verb.of?.(purchase)),
        ];
  const answer = verb.run(purchase, key).then(
    ({ status, body }) => `${status} ${JSON.stringify(body)}`,
    () => CUT_SHORT,
  );
  await stands(name, standing, answer);
  return { point: name, purchase, key, answer };
}

type Prepared = Awaited<ReturnType<MoneyMessage['prepare']>>;

/** Delivers messages of one kind, each up to another point until it is done with. */
export async function holdUpMessages(
  { provider, prepare, deliver, asks, end }: MoneyMessage,
  { url, steps, sql }: Pick<TestShop, 'url' | 'steps' | 'sql'>,
): Promise<HeldUp[]> {
  const begin = (point: string, { purchase, letter }: Prepared): HeldUp => {
    const answer = deliver(letter, url).then(String, () => CUT_SHORT);
    return { point, purchase, key: newKey(), answer };
  };
  /** What has been answered is worked later. */
  const beginLater = async (point: string, prepared: Prepared): Promise<HeldUp> => {
    const begun = begin(point, prepared);
    const status = await begun.answer;
    if (status !== '200') throw new Error(`a message was answered by ${status}`);
    return { ...begun, answer: Promise.resolve(CUT_SHORT) };
  };

  const work = async ({ purchase, letter }: Prepared) => {
    await deliverUntilDone(() => deliver(letter, url), { sql }, purchase, end);
  };
  // What a server that was killed has left is worked with the first one, and not among the others.
  await sql(
    `UPDATE payment_messages SET next_try_at = now()
      WHERE next_try_at IS NOT NULL AND provider = $1`,
    [provider],
  );
  await work(await prepare());
  const example = await prepare();
  await untilQuiet(steps);
  let calls: string[] = [];
  const passed = await steps.during(async () => {
    if (asks === undefined) await work(example);
    // Others are asked about meanwhile: what killed servers have left.
    else calls = await asks.gate.during(() => work(example), asks.of(example.purchase));
    await sleep(QUIET_MS);
  });
  const door = passed.indexOf('payments.take_messages');
  const outside = passed.slice(0, door);
  // Who works messages takes all that there are, and works them side by side: of two passages of one
  // statement it could not be told which is whose. When they are done, somebody looks for more.
  const done = passed.findIndex((name, turn) => turn > door && looksForWork(name));
  const inside = passed
    .slice(door + 1, done)
    .filter((name, _, all) => !name.includes('#') && !all.includes(`${name}#2`));
  const asked = [...new Set(calls)].map((_, before) => before + 1);
  // Beforehand, for making them may wake who works elsewhere.
  const number = outside.length + inside.length + asked.length + 1;
  const ready = await Promise.all(Array.from({ length: number }, prepare));
  const next = (): Prepared => {
    const one = ready.shift();
    if (one === undefined) throw new Error('Too few messages were made ready');
    return one;
  };

  const held: HeldUp[] = [];
  for (const point of outside) {
    const { standing } = await steps.stopBefore(point);
    const begun = begin(point, next());
    await stands(point, standing, begun.answer);
    held.push(begun);
  }
  const nobody = new Promise<never>(() => undefined);
  const stop = await steps.stopBefore('payments.take_messages');
  for (const point of inside) held.push(await beginLater(point, next()));
  // A provider that has not heard of a call is where the last statement left it; one that has done it is
  // not. Who takes a message in has asked one thing that who works it asks again.
  const arriving: Promise<void>[] = [];
  for (const turn of asked) {
    const prepared = next();
    held.push(await beginLater(`answer ${turn}`, prepared));
    arriving.push(asks!.gate.hold('answer', turn, asks!.of(prepared.purchase)));
  }
  await stands('payments.take_messages', stop.standing, nobody);
  const stops = await Promise.all(inside.map((point) => steps.stopBefore(point)));
  await stop.go();
  await Promise.all(stops.map(({ standing }, turn) => stands(inside[turn]!, standing, nobody)));
  await Promise.all(arriving.map((standing) => stands('a call', standing, nobody)));
  held.push(await beginLater('payments.take_messages', next()));
  return held;
}

/** What an earlier call has set going must not be taken for a step of the next one. */
async function untilQuiet(steps: Steps): Promise<void> {
  while ((await steps.during(() => sleep(QUIET_MS))).length > 0);
}

/** Waits until somebody stands before a point, who is not answered before that. */
async function stands(point: string, standing: Promise<void>, answer: Promise<string>) {
  const late = sleep(PATIENCE_MS, 'nothing', { ref: false });
  const early = await Promise.race([standing, answer, late]);
  if (early !== undefined) throw new Error(`answered ${early} and never came by ${point}`);
}
