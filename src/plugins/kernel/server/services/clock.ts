import type { Core } from '@strapi/strapi';
import { databaseTime } from '../sql/database-time';
import { databaseOf } from '../contract';

/** How old a look at the database's clock may be when it is read. */
const MEASURED_FOR_MS = 30_000;

/**
 * The database's clock for decisions that no statement takes, such as whether a token has expired. It is
 * looked at when the process starts, and again in the background where it is read and the last look is old;
 * between two looks a clock counts that nobody sets. What a look takes is halved between the way there and
 * the way back.
 */
export class Clock {
  /** What the database's clock is ahead of the one that counts since the process began. */
  private ahead = 0;
  private measuredAt = -Infinity;
  private looking = false;

  constructor(private readonly strapi: Core.Strapi) {}

  /** Looks at the database's clock. */
  async measure(): Promise<void> {
    const asked = performance.now();
    const [row] = await databaseOf(this.strapi).query(databaseTime, []);
    const heard = performance.now();
    if (row !== undefined) this.ahead = row.now - (asked + heard) / 2;
    this.measuredAt = heard;
  }

  /** Milliseconds since 1970. */
  now(): number {
    const counted = performance.now();
    if (counted - this.measuredAt > MEASURED_FOR_MS && !this.looking) {
      this.looking = true;
      this.measure()
        // The last look stands while the database is away.
        .catch(() => undefined)
        .finally(() => (this.looking = false));
    }
    return this.ahead + counted;
  }
}
