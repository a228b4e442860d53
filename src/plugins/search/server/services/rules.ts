import type { Core } from '@strapi/strapi';
import { AnswerCache } from '../domain/answer-cache';
import type { FactorOf } from '../domain/engine';
import type { WordRules } from '../domain/query';
import { plainWords } from '../domain/plain-words';

/** What merchandisers have decided about searches. */
export interface Rules extends WordRules {
  boosts: readonly (FactorOf & { queries: readonly string[] })[];
}

interface Linked {
  documentId: string;
}
interface BoostEntry {
  queries: unknown;
  factor: number;
  product: Linked | null;
  brand: Linked | null;
  category: Linked | null;
}

const MOST = 1_000;

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** Reads the rules; what the panel changes is heard within two seconds. */
export function createRules(strapi: Core.Strapi): () => Promise<Rules> {
  const cache = new AnswerCache<Rules>({
    most: 1,
    fresh: 1_000,
    oldest: 2_000,
    now: () => performance.now(),
  });
  return () => cache.get('rules', () => readRules(strapi));
}

async function readRules(strapi: Core.Strapi): Promise<Rules> {
  const active = { where: { active: true }, limit: MOST };
  const [settings, synonyms, boosts] = await Promise.all([
    strapi.db.query('plugin::search.search-settings').findOne({}) as Promise<{
      stopWords: unknown;
    } | null>,
    strapi.db.query('plugin::search.search-synonym').findMany(active) as Promise<
      { terms: unknown; oneWay: boolean }[]
    >,
    strapi.db.query('plugin::search.search-boost').findMany({
      ...active,
      populate: { product: true, brand: true, category: true },
    }) as Promise<BoostEntry[]>,
  ]);
  return {
    stopWords: texts(settings?.stopWords),
    synonyms: synonyms.map(({ terms, oneWay }) => ({ terms: texts(terms), oneWay })),
    boosts: boosts.flatMap(({ queries, factor, ...targets }) =>
      (['product', 'brand', 'category'] as const).flatMap((kind) => {
        const value = targets[kind]?.documentId;
        const plain = texts(queries).map((query) => plainWords(query).join(' '));
        return value === undefined ? [] : [{ kind, value, factor, queries: plain }];
      }),
    ),
  };
}
