import { Watcher } from './watcher';

/** What the process of the clients is told to do, and what it tells. */
export type Order = { open: number; url: string; place: object } | { expect: number };
export type Told = { opened: number } | { times: number[] };

/** Clients that connect at once. */
const AT_ONCE = 100;

const watchers: Watcher[] = [];
let expected: number | undefined;
let times: number[] = [];

const told = (available: number): void => {
  if (available !== expected) return;
  // On the clock that all processes of the machine share.
  times.push(performance.timeOrigin + performance.now());
  if (times.length === watchers.length) process.send?.({ times } satisfies Told);
};

async function open({ open: count, url, place }: Extract<Order, { open: number }>): Promise<void> {
  for (let made = 0; made < count; made += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - made) }, () =>
      Watcher.open(url, place, told),
    );
    watchers.push(...(await Promise.all(some)));
  }
  process.send?.({ opened: watchers.length } satisfies Told);
}

process.on('message', (order: Order) => {
  if ('expect' in order) {
    expected = order.expect;
    times = [];
    process.send?.({ opened: watchers.length } satisfies Told);
    return;
  }
  open(order).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
