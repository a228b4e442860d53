import type { Core } from '@strapi/strapi';
import { schedule } from '../../../jobs/server/contract';
import { databaseOf } from '../../../kernel/server/contract';
import { POPULARITY_SECONDS } from '../domain/engine';
import { roomOf } from '../services/room';
import { countDocuments } from '../sql/count-documents';
import { pruneChanges } from '../sql/prune-changes';
import { pruneSearches } from '../sql/prune-searches';

/** By how much the catalogue must have grown or shrunk for ranking to be measured anew. */
const GROWN = 2;
const FEW = 100;

/** What the index forgets by itself, and learns of orders. */
export function scheduleTidying(strapi: Core.Strapi): void {
  const database = databaseOf(strapi);
  schedule(strapi, {
    name: 'search.measure',
    everySeconds: 60,
    async run() {
      const [counted] = await database.query(countDocuments, []);
      if (counted === undefined) return;
      const [now, then] = [counted.documents + FEW, counted.measured + FEW];
      if (now > then * GROWN || then > now * GROWN) await roomOf(strapi).keeper.rebuild();
    },
  });
  schedule(strapi, {
    name: 'search.refresh_popularity',
    everySeconds: POPULARITY_SECONDS,
    async run() {
      await roomOf(strapi).engine.refreshPopularity();
    },
  });
  schedule(strapi, {
    name: 'search.prune_changes',
    everySeconds: 600,
    async run() {
      await database.query(pruneChanges, []);
    },
  });
  schedule(strapi, {
    name: 'search.prune_searches',
    everySeconds: 24 * 60 * 60,
    async run() {
      await database.query(pruneSearches, []);
    },
  });
}
