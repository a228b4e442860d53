import type { Core } from '@strapi/strapi';
import { currencyExponent, dukaConfig } from '../../../kernel/server/contract';
import { AnswerCache } from '../domain/answer-cache';
import type { FactorOf } from '../domain/engine';
import type { WordRules } from '../domain/query';
import { plainWords } from '../domain/plain-words';

/** What merchandisers have decided about searches. */
export interface Rules extends WordRules {
  boosts: readonly (FactorOf & { queries: readonly string[] })[];
  /** Decimals of the shop's currency, for round price ranges. */
  exponent: number;
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

/** Reads the rules. What the panel changes counts within a second, as answers are kept for half of one. */
export function createRules(strapi: Core.Strapi): () => Promise<Rules> {
  const cache = new AnswerCache<Rules>({
    most: 1,
    fresh: 300,
    oldest: 450,
    now: () => performance.now(),
  });
  return () => cache.get('rules', () => readRules(strapi));
}

async function readRules(strapi: Core.Strapi): Promise<Rules> {
  const active = { where: { active: true }, limit: MOST };
  const [shop, settings, synonyms, boosts] = await Promise.all([
    strapi.db
      .query('api::shop-settings.shop-settings')
      .findOne({ select: ['currency'] }) as Promise<{ currency: string } | null>,
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
    exponent: currencyExponent(shop?.currency ?? dukaConfig(strapi).currency),
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
