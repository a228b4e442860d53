import { statement, type Database } from '../../src/plugins/kernel/server/contract';
import { rebuildSearchIndex } from '../../src/plugins/search/server/contract';
import type { Bench } from '../lib/bench';
import {
  icecatFolder,
  importIcecat,
  readIcecat,
  readJudgements,
  type IcecatProduct,
} from '../lib/icecat';
import { Bm25 } from './bm25';
import { ndcg } from './ndcg';

const DEPTH = 10;

const plainRank = statement<[query: string, depth: number], { sku: string }>(
  'bench.plain_rank',
  `SELECT sku
     FROM (SELECT variant.sku,
                  to_tsvector('english', concat_ws(' ', product.name, product.short_description)) AS text
             FROM products product
             JOIN variants_product_lnk link ON link.product_id = product.id
             JOIN variants variant ON variant.id = link.variant_id
            WHERE product.published_at IS NOT NULL) product,
          (SELECT replace(plainto_tsquery('english', $1)::text, '&', '|')::tsquery AS query) wanted
    WHERE text @@ query
    ORDER BY ts_rank(text, query) DESC, sku
    LIMIT $2`,
);

/** By a fixed hash of its text, so that a query stays in its half whatever is added. */
function isInSecondHalf(query: string): boolean {
  let hash = 0;
  for (const letter of query) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
  return (hash & 1) === 1;
}

/**
 * How good the first ten hits are on queries that people have judged, beside PostgreSQL's `ts_rank` and
 * plain BM25 on the same products. Both halves of
 * the queries are told apart, for a rule that helps one and not the other is a rule for queries; neither
 * half was hidden from who chose the weights.
 */
export async function relevance({ openShop, say }: Bench): Promise<void> {
  const folder = icecatFolder();
  if (folder === undefined) {
    say(
      'The rated queries are not on this machine (../shared/data/icecat-chorus): nothing to measure.',
    );
    return;
  }
  const { strapi, url, database } = await openShop();
  const products = await readIcecat(folder);
  say(`Importing ${products.length} products by sample/mappings/icecat.json`);
  await importIcecat(database, folder);
  const start = performance.now();
  await rebuildSearchIndex(strapi);
  say(`${(products.length / ((performance.now() - start) / 1_000)).toFixed(0)} products a second`);
  const queries = [...readJudgements(folder)];
  const contestants = contestantsOf(products, database, url);
  for (const [name, search] of contestants) {
    const scores: [second: boolean, score: number][] = [];
    for (const [query, judged] of queries) {
      const score = ndcg(await search(query), judged, DEPTH);
      scores.push([isInSecondHalf(query), score]);
      if (process.argv.includes('--queries')) say(`${score.toFixed(2)} ${query}`);
    }
    const mean = (list: typeof scores) =>
      (list.reduce((sum, [, score]) => sum + score, 0) / list.length).toFixed(4);
    say(
      `${name.padEnd(32)} nDCG@${DEPTH} ${mean(scores)}   first half ${mean(scores.filter(([second]) => !second))}` +
        `   second half ${mean(scores.filter(([second]) => second))}`,
    );
  }
}

function contestantsOf(
  products: readonly IcecatProduct[],
  database: Database,
  url: string,
): [string, (query: string) => Promise<string[]>][] {
  const bm25Of = (textOf: (product: IcecatProduct) => string) => {
    const index = new Bm25(products.map(textOf));
    return (query: string) =>
      Promise.resolve(index.search(query, DEPTH).flatMap((at) => products[at]?.id ?? []));
  };
  const short = ({ name, summary }: IcecatProduct) => `${name} ${summary}`;
  return [
    [
      'ts_rank, name and summary',
      async (query) => {
        const rows = await database.query(plainRank, [query, DEPTH]);
        return rows.map(({ sku }) => sku);
      },
    ],
    ['BM25, name and summary', bm25Of(short)],
    [
      'BM25, everything',
      bm25Of((product) =>
        [short(product), product.brand, ...Object.entries(product.attributes).flat()].join(' '),
      ),
    ],
    [
      'GET /api/products/search',
      async (query) => {
        const path = `/api/products/search?q=${encodeURIComponent(query)}&pageSize=${DEPTH}`;
        const answer = (await (await fetch(url + path)).json()) as {
          data: { variants: { sku: string }[] }[];
        };
        return answer.data.flatMap(({ variants: [variant] }) => variant?.sku ?? []);
      },
    ],
  ];
}
