import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../../kernel/server/contract';
import { INITIAL_RESULT } from '../../domain/operations';
import { takeDue } from '../../sql/take-due';
import { takeMessages } from '../../sql/take-messages';
import { workMessage } from '../inbox/work-message';
import { carryOut } from '../operations/carry-out';
import { providersOf, type KnownProvider } from '../providers/registry';
import type { Worker } from '../wake';
import { createLane, type Lane } from './lane';

const MOST_AT_ONCE = 20;

/**
 * Each message and operation is taken by one process, and by another where that one dies. Every
 * provider has lanes of its own, so that one that takes its time keeps no other waiting, and its
 * questions do not keep its messages waiting.
 */
export function createWorker({ strapi }: { strapi: Core.Strapi }): Worker {
  const lanes = new Map<string, Lane>();
  let stopped = false;

  const laneOf = (name: string, { breaker }: KnownProvider, round: () => Promise<boolean>) => {
    const known = lanes.get(name);
    if (known !== undefined) return known;
    const begins = () => !stopped && breaker.restsFor(performance.now()) === 0;
    const lane = createLane(async () => begins() && (await round()));
    lanes.set(name, lane);
    return lane;
  };

  const messagesOf = (known: KnownProvider): Lane => {
    const { method } = known.provider;
    return laneOf(`messages of ${method}`, known, async () => {
      const messages = await databaseOf(strapi).query(takeMessages, [MOST_AT_ONCE, method]);
      await Promise.all(messages.map((message) => workMessage(strapi, message)));
      return messages.length > 0;
    });
  };

  const operationsOf = (known: KnownProvider): Lane => {
    const { method } = known.provider;
    return laneOf(`operations of ${method}`, known, async () => {
      const operations = await databaseOf(strapi).query(takeDue, [MOST_AT_ONCE, method]);
      await Promise.all(
        operations.map((row) => {
          const first = row.result === INITIAL_RESULT && row.tries === 1;
          return carryOut(strapi, row, { first });
        }),
      );
      return operations.length > 0;
    });
  };

  return {
    async work() {
      const all = [...providersOf(strapi).values()];
      const withInbox = all.filter(({ provider }) => provider.inbox !== undefined);
      const lanesOfAll = [...withInbox.map(messagesOf), ...all.map(operationsOf)];
      await Promise.all(lanesOfAll.map((lane) => lane.work()));
    },
    async workMessages(method) {
      const known = providersOf(strapi).get(method);
      if (known !== undefined) await messagesOf(known).work();
    },
    async stop() {
      stopped = true;
      await Promise.all([...lanes.values()].map((lane) => lane.end()));
    },
  };
}
