import { parseArgs } from 'node:util';
import { reconcile, type Reconciled } from '../src/plugins/payments/server/contract';
import { CommandError } from './lib/command';
import { Ending } from './lib/ending';
import { say } from './lib/environment';
import { loadShop } from './lib/shop';

const USAGE = `npm run reconcile -- --from DATE [--to DATE] [--repair]

Compares what payment providers say has moved with the shop's books. DATE is 2026-11-21, a day of UTC
and all of it, or 2026-11-21T10:00:00Z; without --to, until now. With --repair, providers are asked
again about money that they have and the shop has not.`;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Prints the differences of both books; exit status 1 where there are any. */
async function main(ending: Ending): Promise<void> {
  const wish = readArguments();
  // Schedules are the servers' and the worker's.
  process.env.DUKA_WORKER = 'off';
  process.env.DUKA_SERVE_ADMIN = 'off';
  const strapi = await loadShop(ending);
  const books = await reconcile(strapi, wish);
  if (books.length === 0) say('No payment provider is set up.');
  books.forEach(tell);
  ending.begin(books.some(({ differences }) => differences.length > 0) ? 1 : 0);
}

function tell({ method, agreed, differences, untold, askedAgain }: Reconciled): void {
  for (const line of [...differences, ...untold]) say(`${method}: ${line}`);
  for (const number of askedAgain) say(`${method}: is asked again about order ${number}`);
  const notCompared = untold.length === 0 ? '' : `, ${untold.length} not told of`;
  const left = differences.length === 0 ? 'no difference' : `${differences.length} different`;
  say(`${method}: ${agreed} the same in both books, ${left}${notCompared}.`);
}

function readArguments(): { from: Date; to: Date; repair: boolean } {
  const { from, to, repair } = parsed();
  if (from === undefined) throw new CommandError(USAGE);
  const range = {
    from: momentIn(from, 0),
    to: to === undefined ? new Date() : momentIn(to, DAY_MS),
    repair,
  };
  if (range.from >= range.to) throw new CommandError('--from must be before --to.');
  return range;
}

function parsed() {
  try {
    return parseArgs({
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        repair: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    throw new CommandError(USAGE);
  }
}

/** @param dayAddsMs what a day alone stands for, beyond its beginning */
function momentIn(text: string, dayAddsMs: number): Date {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new CommandError(`${text} is no date.\n\n${USAGE}`);
  return new Date(isDay ? time + dayAddsMs : time);
}

const ending = new Ending();
main(ending).catch((error: unknown) => ending.fail(error));
