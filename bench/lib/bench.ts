import type { Core } from '@strapi/strapi';
import type { Database } from '../../src/plugins/kernel/server/contract';

/** What every benchmark gets. */
export interface Bench {
  /** What stands behind the benchmark's name on the command line. */
  args: readonly string[];
  say(line: string): void;
  /**
   * Makes a database, dropped at the end; gives its address. It is empty, or a copy of another one
   * that nobody is connected to.
   */
  databaseFor(purpose: string, copyOf?: string): Promise<string>;
  /** Connections to a database, closed at the end where they are not before. */
  open(url: string, connections?: number): Database;
  /** Where a benchmark says how to take down what it starts. */
  ending: { add(step: () => Promise<void>): void };
  /** A fresh shop in this process, on a database of its own. */
  openShop(): Promise<BenchShop>;
}

export interface BenchShop {
  strapi: Core.Strapi;
  url: string;
  databaseUrl: string;
  database: Database;
}
