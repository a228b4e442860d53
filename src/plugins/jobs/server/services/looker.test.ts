import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLooker } from './looker';

test('a look is nobody’s, whoever has woken it', async () => {
  const requests = new AsyncLocalStorage<string>();
  const belongedTo: (string | undefined)[] = [];
  const looker = createLooker({
    everyMs: 5,
    restMs: 0,
    look: () => Promise.resolve(void belongedTo.push(requests.getStore())),
    warn: () => undefined,
  });
  requests.run('a request', () => looker.wake());
  while (belongedTo.length < 3) await sleep(5);
  await looker.stop();
  expect(new Set(belongedTo)).toEqual(new Set([undefined]));
});
