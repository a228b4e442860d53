import { statement } from '../../../kernel/server/contract';

/** Any number, as long as nothing else takes it. */
const LOCK = 684_207;

/** Lets one transaction write the index at a time, until its end: counts of words would else wait crosswise. */
export const lockIndex = statement<[], never>(
  'search.lock_index',
  `SELECT pg_advisory_xact_lock(${LOCK})`,
);
