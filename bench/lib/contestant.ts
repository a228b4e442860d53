import type { Database } from '../../src/plugins/kernel/server/contract';
import type { Bench } from './bench';
import type { Journey, LoadResult } from './journey';
import { lanesOf, play } from './load';
import { Meter, type Measured } from './meter';
import { startServer, type Server } from './server';

/** Shoppers at a time, unless a benchmark says otherwise. */
export const SHOPPERS = 16;

/** A server under measurement and its database. */
export interface Contestant {
  server: Server;
  database: Database;
  /** Plays journeys without measuring them: to warm up or to prepare. */
  play(journeys: readonly Journey[]): Promise<LoadResult>;
  /** What journeys cost, each. */
  measure(journeys: readonly Journey[], options?: MeasureOptions): Promise<Measured>;
  /** Ends the server and closes the database. */
  stop(): Promise<void>;
}

export interface MeasureOptions {
  shoppers?: number;
  /** How the answers begin that journeys may end with; 200 and 201 unless told. */
  wanted?: readonly string[];
  /** Bearer tokens, one a shopper. */
  tokens?: readonly string[];
}

/**
 * Starts a server on a database.
 *
 * @param nodeOptions for the server's process
 */
export async function startContestant(
  { open, ending }: Bench,
  script: string,
  databaseUrl: string,
  nodeOptions: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Contestant> {
  const server = await startServer(script, { DATABASE_URL: databaseUrl, ...env }, nodeOptions);
  ending.add(() => server.stop());
  const database = open(databaseUrl);
  const meter = await Meter.on(database);
  const { url } = server;
  return {
    server,
    database,
    play: (journeys) => play({ url, lanes: lanesOf(journeys, SHOPPERS) }),
    measure(journeys, { shoppers = SHOPPERS, wanted, tokens = [] } = {}) {
      const lanes = lanesOf(journeys, shoppers).map((lane, turn) => ({
        ...lane,
        token: tokens[turn],
      }));
      return meter.measure(server.pid, { url, lanes }, wanted);
    },
    async stop() {
      await server.stop();
      await database.close();
    },
  };
}
