import { statement } from '../../../kernel/server/contract';

/** Advisory lock of imports; never give the number to anything else. */
const IMPORT_LOCK = 684_210;

/**
 * Lets one import write at a time, until the transaction ends: two could each make the same brand.
 */
export const lockImport = statement<[], never>(
  'catalog.lock_import',
  `SELECT pg_advisory_xact_lock(${IMPORT_LOCK})`,
);
