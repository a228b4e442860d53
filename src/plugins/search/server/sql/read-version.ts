import { statement } from '../../../kernel/server/contract';

/** By what the index was made; no row where it never was. */
export const readVersion = statement<[], { version: string; documents: number }>(
  'search.read_version',
  `SELECT version, documents FROM search_statistics`,
);
