import type { Database } from '../../../../kernel/server/contract';
import type { TokenStore } from '../../outside/access-token';
import { claimAccessToken } from '../../sql/claim-access-token';
import { readAccessToken } from '../../sql/read-access-token';
import { writeAccessToken } from '../../sql/write-access-token';

/** Where all processes keep the access token of a provider. */
export function openTokenStore(database: Database, provider: string): TokenStore {
  return {
    async read() {
      const [row] = await database.query(readAccessToken, [provider]);
      return row && { token: row.token, seconds: row.seconds ?? 0 };
    },
    async claim(worn) {
      return (await database.query(claimAccessToken, [provider, worn])).length > 0;
    },
    async write(token, seconds) {
      await database.query(writeAccessToken, [provider, token, seconds]);
    },
    async giveUp() {
      await database.query(writeAccessToken, [provider, null, null]);
    },
  };
}
