import { statement } from '../database/statement';

/** Forgets the answers whose time is over. */
export const pruneKeys = statement<[], never>(
  'kernel.prune_keys',
  `DELETE FROM idempotency_keys WHERE expires_at <= now()`,
);
