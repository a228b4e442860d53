import type { Core } from '@strapi/strapi';
import { apart, databaseOf, dukaConfig, withCorrelation } from '../../../kernel/server/contract';
import { takeDeliveries, type TakenDelivery } from '../sql/take-deliveries';
import { deliver } from './deliver';

/** Messages that one endpoint is sent at once. */
const PER_ENDPOINT = 4;
/** Messages under way in one process: so many endpoints can be slow before others wait. */
const MOST_UNDER_WAY = 64;
/** Longer than a try can take; then its process is dead, and another takes the delivery. */
const LEASE_SECONDS = 60;
/** How long a message waits for an earlier one about the same object that is tried again and again. */
const PATIENCE_SECONDS = 60 * 60;

/** Sends what is due, in the background of one process. */
export interface Dispatcher {
  /** Begins to send all that is due; returns once all of it is under way. */
  work(): Promise<void>;
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Messages are taken from the table as there is room for them; whoever has come to its end has the
 * table looked at again.
 */
export function createDispatcher({ strapi }: { strapi: Core.Strapi }): Dispatcher {
  const underWay = new Set<Promise<void>>();
  let looking: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const begin = (delivery: TakenDelivery): void => {
    const { correlation, document_id: id } = delivery;
    const work = withCorrelation(correlation ?? id, () => deliver(strapi, delivery))
      .catch((error: unknown) => void strapi.log.warn(`webhooks: ${String(error)}`))
      .finally(() => {
        underWay.delete(work);
        wake(strapi);
      });
    underWay.add(work);
  };

  const look = async (): Promise<void> => {
    do {
      again = false;
      const room = MOST_UNDER_WAY - underWay.size;
      if (stopped || room === 0) return;
      const taken = await databaseOf(strapi).query(takeDeliveries, [
        PER_ENDPOINT,
        room,
        LEASE_SECONDS,
        PATIENCE_SECONDS,
      ]);
      taken.forEach(begin);
      if (taken.length > 0) again = true;
    } while (again);
  };

  return {
    work() {
      again = true;
      looking ??= look().finally(() => (looking = undefined));
      return looking;
    },
    async stop() {
      stopped = true;
      await looking?.catch(() => undefined);
      await Promise.all(underWay);
    },
  };
}

/** The dispatcher of this process. */
export function dispatcherOf(strapi: Core.Strapi): Dispatcher {
  return strapi.plugin('webhooks').service('dispatcher') as Dispatcher;
}

/** Has this process send what is due, where it does such work; else the schedule of another will. */
export function wake(strapi: Core.Strapi): void {
  if (!dukaConfig(strapi).isWorker) return;
  apart(() => dispatcherOf(strapi).work()).catch((error: unknown) =>
    strapi.log.warn(`webhooks: ${String(error)}`),
  );
}
