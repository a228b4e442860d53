import { createLane } from './lane';

test.each(Array.from({ length: 12 }, (_, moments) => moments))(
  'what comes %i moments after the beginning is not forgotten',
  async (moments) => {
    let waiting = 1;
    const lane = createLane(() => {
      const had = waiting > 0;
      waiting = 0;
      return Promise.resolve(had);
    });
    const first = lane.work();
    for (let moment = 0; moment < moments; moment += 1) await Promise.resolve();
    waiting += 1;
    await lane.work();
    expect(waiting).toBe(0);
    await first;
  },
);

test('after a failure it works again', async () => {
  let looks = 0;
  const lane = createLane(() => {
    looks += 1;
    return looks === 1 ? Promise.reject(new Error('away')) : Promise.resolve(false);
  });
  await expect(lane.work()).rejects.toThrow('away');
  await lane.work();
  expect(looks).toBe(2);
});
