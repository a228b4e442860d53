import { eachOrder } from './each-order';

const strapi = { log: { error: () => undefined } } as unknown as Parameters<typeof eachOrder>[0];

/** Orders of which those are found that were not done. */
function ordersTo(work: (orderId: string) => Promise<void>) {
  const all = Array.from({ length: 250 }, (_, turn) => `order${turn}`);
  const done = new Set<string>();
  const run = () =>
    eachOrder(
      strapi,
      'the end',
      (most, beside) =>
        Promise.resolve(
          all
            .filter((id) => !done.has(id) && !beside.includes(id))
            .slice(0, most)
            .map((id) => ({ document_id: id })),
        ),
      async (orderId) => {
        await work(orderId);
        done.add(orderId);
      },
    );
  return { done, run };
}

const turnOf = (orderId: string) => Number(orderId.slice('order'.length));

test('those that fail keep no other out, however many they are', async () => {
  const orders = ordersTo((orderId) =>
    turnOf(orderId) < 120 ? Promise.reject(new Error('of the test')) : Promise.resolve(),
  );
  await orders.run();
  expect(orders.done.size).toBe(130);
});

test('one that somebody else holds is passed over; without a database nobody has a turn', async () => {
  const failing = (code: string) =>
    ordersTo((orderId) =>
      turnOf(orderId) === 3
        ? Promise.reject(Object.assign(new Error('of the test'), { code }))
        : Promise.resolve(),
    );
  const held = failing('55P03');
  await held.run();
  expect(held.done.size).toBe(249);
  const away = failing('57P01');
  await expect(away.run()).rejects.toThrow('of the test');
  expect(away.done.size).toBe(3);
});
