import type { Database } from '../database/database';
import { pruneKeys } from '../sql/prune-keys';

/** Deletes the idempotency keys whose time is over. */
export async function forgetOldKeys(database: Database): Promise<void> {
  await database.query(pruneKeys, []);
}
