import type { Core } from '@strapi/strapi';
import {
  currencyExponent,
  databaseOf,
  dukaConfig,
  type Database,
} from '../../../kernel/server/contract';
import { FIELDS } from '../domain/ranking';
import { createIndexKeeper, type IndexKeeper } from './index-keeper';
import { createPostgresEngine } from './postgres-engine';
import { createRules } from './rules';
import { createSearchLog, type SearchLog } from './search-log';
import { createProductSearch } from './search-products';
import { createSuggest } from './suggest-products';

/** Raised when the statements that write the index mean something else by it. */
const LAYOUT = 1;

/** What this room is made of, once a process. */
export interface SearchRoom {
  database: Database;
  keeper: IndexKeeper;
  log: SearchLog;
  search: ReturnType<typeof createProductSearch>;
  suggest: ReturnType<typeof createSuggest>;
}

export function createSearchRoom({ strapi }: { strapi: Core.Strapi }): SearchRoom {
  const database = databaseOf(strapi);
  const { search, currency } = dukaConfig(strapi);
  const warn = (message: string) => strapi.log.warn(message);
  const version = JSON.stringify([LAYOUT, search.languages, FIELDS]);
  const engine = createPostgresEngine(database, search.languages, version);
  const [language = 'simple'] = search.languages;
  return {
    database,
    keeper: createIndexKeeper(database, engine, version, warn),
    log: createSearchLog(database, warn),
    search: createProductSearch({
      database,
      engine,
      language,
      rules: createRules(strapi),
      exponent: currencyExponent(currency),
    }),
    suggest: createSuggest({ database, engine }),
  };
}

export function roomOf(strapi: Core.Strapi): SearchRoom {
  return strapi.plugin('search').service('room') as SearchRoom;
}
