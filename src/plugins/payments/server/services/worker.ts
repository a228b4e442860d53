import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../kernel/server/contract';
import { INITIAL_RESULT } from '../domain/operations';
import { takeDue } from '../sql/take-due';
import { takeMessages } from '../sql/take-messages';
import { carryOut } from './carry-out';
import { providersOf } from './providers';
import type { Worker } from './wake';
import { workMessage } from './work-message';

const MOST_AT_ONCE = 20;

/** Each message and operation is taken by one process, and by another where that one dies. */
export function createWorker({ strapi }: { strapi: Core.Strapi }): Worker {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const round = async (): Promise<boolean> => {
    const providers = [...providersOf(strapi).values()];
    const now = performance.now();
    const methods = providers
      .filter(({ breaker }) => !breaker.rests(now))
      .map(({ provider }) => provider.method);
    const database = databaseOf(strapi);
    const messages = await database.query(takeMessages, [MOST_AT_ONCE, methods]);
    await Promise.all(messages.map((message) => workMessage(strapi, message)));
    const operations = await database.query(takeDue, [MOST_AT_ONCE, methods]);
    await Promise.all(
      operations.map((row) => {
        const first = row.result === INITIAL_RESULT && row.tries === 1;
        return carryOut(strapi, row, { first });
      }),
    );
    return messages.length + operations.length > 0;
  };

  const work = async (): Promise<void> => {
    do {
      again = false;
      while (!stopped && (await round()));
    } while (again && !stopped);
  };

  return {
    work() {
      again = running !== undefined;
      running ??= work().finally(() => (running = undefined));
      return running;
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}
