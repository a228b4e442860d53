import type { Bench } from '../../scripts/bench';
import { startContestant } from '../lib/contestant';
import type { Journey } from '../lib/journey';
import { DUKA } from '../lib/server';
import { costHeader, costLine } from '../lib/table';
import { fillCatalogue } from './fill-catalogue';

const PRODUCTS = 2_000;
/** What health checks and queries are answered with. */
const wanted = ['200', '204'];

/** A sort that says nothing new: with it, pictures are loaded by Strapi's own resolver, one by one. */
const BY_STRAPI = '(sort: "id:asc")';

const query = (fields: string, turn: number, root = 'products') =>
  `{ ${root}(filters: { name: { ne: "${turn}" } }) { ${fields} } }`;

function asks(count: number, text: (turn: number) => string): Journey[] {
  return Array.from({ length: count }, (_, turn) => ({
    calls: [{ method: 'POST', path: '/graphql', body: { query: text(turn) } }],
  }));
}

/** GraphQL queries of 25 products, beside `/_health` and Strapi's own resolver of relations. */
export async function graphqlBench(bench: Bench): Promise<void> {
  const { databaseFor, say } = bench;
  const shop = await startContestant(bench, DUKA, await databaseFor('graphql'));
  await fillCatalogue(shop.database, { from: 1, products: PRODUCTS });
  say(costHeader());
  const measure = async (name: string, journeys: Journey[]) => {
    await shop.measure(journeys.slice(0, 50), { wanted });
    const { cost } = await shop.measure(journeys.slice(50), { wanted });
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
  await measure(
    'loaded: 25 products, 3 relations',
    asks(850, (turn) => query(fields, turn)),
  );
  const ours = await measure(
    'loaded: 25 products, pictures',
    asks(850, (turn) => query('name images { url }', turn + 1_000)),
  );
  const theirs = await measure(
    'the same by Strapi’s resolver',
    asks(450, (turn) => query(`name images${BY_STRAPI} { url }`, turn)),
  );
  say(`${(ours / theirs).toFixed(1)} times`);
  await shop.stop();
}
