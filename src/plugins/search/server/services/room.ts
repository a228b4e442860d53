import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig, type Database } from '../../../kernel/server/contract';
import type { SearchEngine } from '../domain/engine';
import { FIELDS } from '../domain/ranking';
import { createIndexKeeper, type IndexKeeper } from './index-keeper';
import { createOpenSearchEngine } from './opensearch-engine';
import { createPostgresEngine } from './postgres-engine';
import { createRules } from './rules';
import { createSearchLog, type SearchLog } from './search-log';
import { createProductSearch } from './search-products';
import { createSuggest } from './suggest-products';
import { vacuumIndex } from './vacuum-index';

/** Raised when the statements that write the index mean something else by it. */
const LAYOUT = 3;

/** What this room is made of, once a process. */
export interface SearchRoom {
  database: Database;
  engine: SearchEngine;
  keeper: IndexKeeper;
  log: SearchLog;
  search: ReturnType<typeof createProductSearch>;
  suggest: ReturnType<typeof createSuggest>;
}

/** Makes the room, with the engine that the settings name. */
export function createSearchRoom({ strapi }: { strapi: Core.Strapi }): SearchRoom {
  const database = databaseOf(strapi);
  const { search, databaseUrl } = dukaConfig(strapi);
  const warn = (message: string) => strapi.log.warn(message);
  const { languages, server } = search;
  const version = JSON.stringify([LAYOUT, languages, FIELDS, ...(server ? [server] : [])]);
  const engine =
    server === undefined
      ? createPostgresEngine(database, languages, version)
      : createOpenSearchEngine(database, languages, version, server);
  const [language = 'simple'] = languages;
  const vacuum = () =>
    vacuumIndex(databaseUrl, (error) => {
      warn(`search: ${error.message}`);
    });
  return {
    database,
    engine,
    keeper: createIndexKeeper(database, engine, version, vacuum, warn),
    log: createSearchLog(database, warn),
    search: createProductSearch({
      database,
      engine,
      language,
      rules: createRules(strapi),
    }),
    suggest: createSuggest({ database, engine }),
  };
}

/** The room of this process. */
export function roomOf(strapi: Core.Strapi): SearchRoom {
  return strapi.plugin('search').service('room') as SearchRoom;
}
