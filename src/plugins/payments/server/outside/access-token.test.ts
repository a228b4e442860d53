import { shareToken, type StoredToken, type TokenStore } from './access-token';

/** A store in memory, whose clock stands still. */
function openStore(): TokenStore {
  let stored: StoredToken | undefined;
  return {
    read: () => Promise.resolve(stored),
    claim: () => Promise.resolve(true),
    write(token, seconds) {
      stored = { token, seconds };
      return Promise.resolve();
    },
    giveUp: () => Promise.resolve(),
  };
}

test.each([30, 60, 3_599])('a token that lives %p seconds is used by all', async (lifeSeconds) => {
  let fetched = 0;
  const fetch = () => {
    fetched += 1;
    return Promise.resolve({ token: `token${fetched}`, lifeSeconds });
  };
  const store = openStore();
  const [one, other] = [shareToken(store, fetch), shareToken(store, fetch)];
  expect([await one(), await one(), await other()]).toEqual(['token1', 'token1', 'token1']);
});

test('a token that ends at once is fetched for each call', async () => {
  let fetched = 0;
  const token = shareToken(openStore(), () => {
    fetched += 1;
    return Promise.resolve({ token: `token${fetched}`, lifeSeconds: 0 });
  });
  expect([await token(), await token()]).toEqual(['token1', 'token2']);
});
