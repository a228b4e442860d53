import { Agent } from 'node:http';
import { Readable } from 'node:stream';
import { Report } from '../../src/plugins/kernel/server/contract';
import { importStores, nearestStores } from '../../src/plugins/stores/server/contract';
import type { Bench } from '../lib/bench';
import { median } from '../percentile';
import { fetchText, timed } from './timed';

const STORES = 100_000;
const CALLS = 400;
const PLACE = { latitude: 51.5, longitude: -0.12 };

/**
 * Stores near a place among 100,000: the route beside its bare SQL statement on the same database.
 * Half of the stores stand close together, as in a rich country, the others all over the world.
 */
export async function nearby({ openShop, say }: Bench): Promise<void> {
  const { url, database } = await openShop();
  say(`Importing ${STORES} stores`);
  await importStores(database, Readable.from(rows()), new Report(), { country: 'GB' });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (const [radius, limit] of [
    [10, 20],
    [100, 20],
    [500, 20],
    [500, 100],
  ] as const) {
    const search = { ...PLACE, radius, limit, services: [] };
    const path = `/api/stores/nearby?latitude=51.5&longitude=-0.12&radius=${radius}&limit=${limit}`;
    const bare: number[] = [];
    const route: number[] = [];
    // In turn, so that what else the machine does meets both alike; the first tenth warms up.
    for (let call = 0; call < CALLS; call += 1) {
      bare.push(await timed(() => nearestStores(database, search)));
      route.push(await timed(() => fetchText(url + path, agent)));
    }
    const [sql, http] = [bare, route].map((times) => median(times.slice(CALLS / 10)));
    say(
      `radius ${radius} km, limit ${limit}: SQL ${sql?.toFixed(2)} ms, route ${http?.toFixed(2)} ms, ` +
        `ratio ${((http ?? NaN) / (sql ?? NaN)).toFixed(2)}`,
    );
  }
  agent.destroy();
}

function* rows(): Generator<Buffer> {
  yield Buffer.from('code,name,latitude,longitude,timezone,hours\n');
  for (let turn = 0; turn < STORES; turn += 1) {
    // Steps by irrational numbers spread evenly without being a grid.
    const [north, east] = [(turn * 0.618034) % 1, (turn * 0.754878) % 1];
    const near = turn % 2 === 0;
    const latitude = near ? 50 + north * 5 : north * 180 - 90;
    const longitude = near ? east * 7 - 5 : east * 360 - 180;
    const place = `${latitude.toFixed(6)},${longitude.toFixed(6)}`;
    yield Buffer.from(
      `B${turn},Store ${turn},${place},Europe/London,Mo-Sa 0${6 + (turn % 4)}:00-20:00\n`,
    );
  }
}
