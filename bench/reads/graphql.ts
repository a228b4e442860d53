import { createHmac } from 'node:crypto';
import type { Bench } from '../lib/bench';
import { statement } from '../../src/plugins/kernel/server/contract';
import { SHOPPERS, startContestant, type MeasureOptions } from '../lib/contestant';
import type { Journey } from '../lib/journey';
import { DUKA } from '../lib/server';
import { costHeader, costLine } from '../lib/table';
import { fillCatalogue } from './fill-catalogue';

const PRODUCTS = 2_000;
/** What health checks and queries are answered with. */
const wanted = ['200', '204'];

/** Who comes with a token of full access is answered by Strapi's own resolvers. */
const SALT = 'of-the-tokens-of-a-benchmark';
const TOKEN = 'the-token-of-a-benchmark';

const query = (fields: string, turn: number) =>
  `{ products(filters: { name: { ne: "${turn}" } }) { ${fields} } }`;

const makeToken = statement<[accessKey: string], never>(
  'bench.make_token',
  `INSERT INTO strapi_api_tokens (document_id, name, type, access_key, created_at, updated_at, published_at)
   VALUES ('bench', 'bench', 'full-access', $1, now(), now(), now())`,
);

function asks(count: number, text: (turn: number) => string): Journey[] {
  return Array.from({ length: count }, (_, turn) => ({
    calls: [{ method: 'POST', path: '/graphql', body: { query: text(turn) } }],
  }));
}

/** GraphQL queries of 25 products, beside `/_health` and Strapi's own resolvers. */
export async function graphqlBench(bench: Bench): Promise<void> {
  const { databaseFor, say } = bench;
  const url = await databaseFor('graphql');
  const shop = await startContestant(bench, DUKA, url, [], { API_TOKEN_SALT: SALT });
  await fillCatalogue(shop.database, { from: 1, products: PRODUCTS });
  await shop.database.query(makeToken, [createHmac('sha512', SALT).update(TOKEN).digest('hex')]);
  const tokens = Array.from({ length: SHOPPERS }, () => TOKEN);
  say(costHeader());
  const measure = async (name: string, journeys: Journey[], more: MeasureOptions = {}) => {
    await shop.measure(journeys.slice(0, 50), { wanted, ...more });
    const { cost } = await shop.measure(journeys.slice(50), { wanted, ...more });
    say(costLine(name, cost));
    return cost.perSecond;
  };
  const health = await measure(
    '/_health',
    Array.from({ length: 20_000 }, () => ({ calls: [{ method: 'GET', path: '/_health' }] })),
  );
  const fields = 'name slug price brand { name } categories { name } variants { sku price }';
  const kept = await measure(
    'kept: 25 products, 3 relations',
    asks(20_000, () => query(fields, 0)),
  );
  say(`of /_health: ${Math.round((kept / health) * 100)} %`);
  const shapes = [
    ['25 products, 3 relations', fields],
    ['25 products, pictures', 'name images { url }'],
  ] as const;
  for (const [turn, [name, wish]] of shapes.entries()) {
    const from = turn * 10_000;
    const ours = await measure(
      `loaded: ${name}`,
      asks(850, (each) => query(wish, from + each)),
    );
    const theirs = await measure(
      'Strapi’s resolvers: the same',
      asks(450, (each) => query(wish, from + each)),
      { tokens },
    );
    say(`${name}: ${(ours / theirs).toFixed(1)} times`);
  }
  await shop.stop();
}
