import type { Core } from '@strapi/strapi';
import { readStock, type StockPlace, type StockReading } from '../../../inventory/server/contract';
import { databaseOf } from '../../../kernel/server/contract';
import { StockBoard } from '../domain/stock-board';

/** A place is told of once in so many milliseconds at most. */
const PACE_MS = 100;
/** Places that one statement reads. */
const MOST_AT_ONCE = 500;
/**
 * All that is watched is read so often without a reason: what changed in a process that could not tell,
 * or behind all of them, is told then.
 */
const LOOK_ANYWAY_MS = 5_000;
/** After a hold's end, for the clocks: ours counts the pause, PostgreSQL's says whether it has ended. */
const GRACE_MS = 15;

export interface StockWatch {
  /** Has a place watched for one more socket; the first reading is to follow. */
  add(place: StockPlace): void;
  remove(place: StockPlace): void;
  /** Reads places now, for whoever has begun to watch them. Those that are not for sale are left out. */
  read(places: readonly StockPlace[]): Promise<StockReading[]>;
  /** Stock rows have changed. */
  touch(stockLevelIds: readonly number[]): void;
  touchPlaces(places: readonly StockPlace[]): void;
  stop(): Promise<void>;
}

/**
 * Tells what can be sold of the places that sockets watch, whenever it changes: each time something was
 * touched all of it is read by one statement, at most ten times a second.
 *
 * @param tell given what is new
 */
export function createStockWatch(
  strapi: Core.Strapi,
  tell: (news: readonly StockReading[]) => void,
): StockWatch {
  const database = databaseOf(strapi);
  const board = new StockBoard();
  let timer: NodeJS.Timeout | undefined;
  let wakesAt = Infinity;
  let running: Promise<void> | undefined;
  let lastTurn = -Infinity;
  let stopped = false;

  const learn = async (places: readonly StockPlace[]): Promise<StockReading[]> => {
    const begun = performance.now();
    const readings = await readStock(database, places);
    tell(board.learn(places, readings, { begun, now: performance.now() + GRACE_MS }));
    return readings;
  };

  const turn = async (): Promise<void> => {
    lastTurn = performance.now();
    const places = board.take(lastTurn, MOST_AT_ONCE);
    if (places.length === 0) return;
    try {
      await learn(places);
    } catch (error) {
      // The database is away: the same places are read at the next look.
      strapi.log.warn(`realtime: ${String(error)}`);
      lastTurn += LOOK_ANYWAY_MS;
      places.forEach((place) => board.touchPlace(place));
    }
  };

  const plan = (): void => {
    if (stopped || running !== undefined) return;
    const next = Math.max(board.next(), lastTurn + PACE_MS);
    if (next >= wakesAt || next === Infinity) return;
    clearTimeout(timer);
    wakesAt = next;
    timer = setTimeout(
      () => {
        wakesAt = Infinity;
        running = turn().finally(() => {
          running = undefined;
          plan();
        });
      },
      Math.max(0, next - performance.now()),
    );
    timer.unref();
  };

  const anyway = setInterval(() => {
    board.touchAll();
    plan();
  }, LOOK_ANYWAY_MS).unref();

  return {
    add: (place) => board.add(place),
    remove: (place) => board.remove(place),
    async read(places) {
      const readings = await learn(places);
      plan();
      // Something later may have been told while this was read.
      return readings.map((reading) => ({
        ...reading,
        available: board.told(reading) ?? reading.available,
      }));
    },
    touch(ids) {
      if (board.touch(ids)) plan();
    },
    touchPlaces(places) {
      for (const place of places) board.touchPlace(place);
      plan();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      clearInterval(anyway);
      await running;
    },
  };
}
