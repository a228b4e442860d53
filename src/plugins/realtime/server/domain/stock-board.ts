/** A SKU at a store; `storeId` is its document id. */
export interface Place {
  storeId: string;
  sku: string;
}

/** What can be sold at a place, as it was read. */
export interface Reading extends Place {
  /** Numeric; null where there is no stock row. */
  stockLevelId: number | null;
  available: number;
  /** Milliseconds until more can be sold without anybody doing anything. */
  moreIn: number | null;
}

interface Watched extends Place {
  watchers: number;
  stockLevelId: number | null;
  /** What was told last; undefined before the first reading. */
  told: number | undefined;
  /** When the reading was begun that said so, on the clock of the caller. */
  begun: number;
  /** When it must be read again by itself, on the clock of the caller. */
  again: number;
}

const keyOf = ({ storeId, sku }: Place): string => JSON.stringify([storeId, sku]);

/**
 * What sockets watch of stock: which places must be read again, and what of a reading is news. Changes
 * that come while a place waits to be read are one reading, and a reading that says what was told
 * before is no news; so a crowd makes few messages, and the last value is always told.
 *
 * Times are milliseconds on any clock, given by the caller.
 */
export class StockBoard {
  private readonly watched = new Map<string, Watched>();
  private readonly byLevel = new Map<number, string>();
  private readonly stale = new Set<string>();

  get size(): number {
    return this.watched.size;
  }

  /** One more socket watches a place. */
  add(place: Place): void {
    const key = keyOf(place);
    const known = this.watched.get(key);
    if (known !== undefined) {
      known.watchers += 1;
      return;
    }
    const { storeId, sku } = place;
    const fresh = { stockLevelId: null, told: undefined, begun: -Infinity, again: Infinity };
    this.watched.set(key, { storeId, sku, watchers: 1, ...fresh });
  }

  /** One socket less. */
  remove(place: Place): void {
    const key = keyOf(place);
    const known = this.watched.get(key);
    if (known === undefined) return;
    known.watchers -= 1;
    if (known.watchers > 0) return;
    this.watched.delete(key);
    this.stale.delete(key);
    if (known.stockLevelId !== null) this.byLevel.delete(known.stockLevelId);
  }

  /** Stock rows have changed. @returns whether any of them is watched */
  touch(stockLevelIds: readonly number[]): boolean {
    const before = this.stale.size;
    for (const id of stockLevelIds) {
      const key = this.byLevel.get(id);
      if (key !== undefined) this.stale.add(key);
    }
    return this.stale.size > before;
  }

  /** The same of a place; also of one that had no stock row yet. */
  touchPlace(place: Place): boolean {
    const key = keyOf(place);
    if (!this.watched.has(key)) return false;
    this.stale.add(key);
    return true;
  }

  /** All that is watched is to be read again. */
  touchAll(): void {
    for (const key of this.watched.keys()) this.stale.add(key);
  }

  /** Takes places that must be read now, up to a number. What is not `learn`ed must be touched again. */
  take(now: number, most: number): Place[] {
    for (const [key, { again }] of this.watched) if (again <= now) this.stale.add(key);
    const taken: Place[] = [];
    for (const key of this.stale) {
      if (taken.length === most) break;
      this.stale.delete(key);
      const place = this.watched.get(key);
      if (place === undefined) continue;
      place.again = Infinity;
      taken.push({ storeId: place.storeId, sku: place.sku });
    }
    return taken;
  }

  /**
   * Takes in what was read of places. What was begun before the last reading of a place is passed by:
   * a change that it alone has seen is told by `touch` after it.
   *
   * @param asked the places that were read: one that is not among the readings cannot be sold any more
   * @returns what is new since it was told last, for whoever watches
   */
  learn(
    asked: readonly Place[],
    readings: readonly Reading[],
    { begun, now }: { begun: number; now: number },
  ): Reading[] {
    const read = new Map(readings.map((reading) => [keyOf(reading), reading]));
    return asked.flatMap((place) => {
      const key = keyOf(place);
      const known = this.watched.get(key);
      if (known === undefined || begun < known.begun) return [];
      known.begun = begun;
      const { storeId, sku } = place;
      const gone = { storeId, sku, stockLevelId: known.stockLevelId, available: 0, moreIn: null };
      const reading = read.get(key) ?? gone;
      known.stockLevelId = reading.stockLevelId;
      if (reading.stockLevelId !== null) this.byLevel.set(reading.stockLevelId, key);
      known.again = reading.moreIn === null ? Infinity : now + reading.moreIn;
      const isNews = known.told !== undefined && known.told !== reading.available;
      known.told = reading.available;
      return isNews ? [reading] : [];
    });
  }

  /** What was told last of a place; undefined where nobody watches it, or nothing was read yet. */
  told(place: Place): number | undefined {
    return this.watched.get(keyOf(place))?.told;
  }

  /** When something must be read next; Infinity where nothing waits. */
  next(): number {
    if (this.stale.size > 0) return 0;
    let next = Infinity;
    for (const { again } of this.watched.values()) if (again < next) next = again;
    return next;
  }
}
