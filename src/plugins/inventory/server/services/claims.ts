import { newDocumentId, type Database } from '../../../kernel/server/contract';
import { claimStock } from '../sql/claim-stock';
import { reclaimExpired } from '../sql/reclaim-expired';
import { tellAvailability } from './availability';

/** A claim lives this long until it is attached to a cart line, or as long as a hold where that is less. */
const CLAIM_SECONDS = 30;
/** Claims settled by one statement at most, which bounds how long it locks the stock row. */
const MOST_AT_ONCE = 200;

export interface ClaimRequest {
  /** Numeric id of the variant. */
  variantId: number;
  /** Numeric id of the store. */
  storeId: number;
  quantity: number;
}

export type ClaimResult =
  | { kind: 'claimed'; holdId: string; stockLevelId: number }
  /** `available`: what the claim could have had; 0 too where the store does not carry the variant. */
  | { kind: 'insufficient'; available: number };

interface Waiting {
  holdId: string;
  quantity: number;
  resolve(result: ClaimResult): void;
  reject(error: unknown): void;
}

export interface Claims {
  claim(request: ClaimRequest): Promise<ClaimResult>;
  /** Settles what waits, then closes the pool. */
  close(): Promise<void>;
}

/**
 * Settles claims on stock. Claims of one stock row that come while one is under way are gathered and
 * settled by one statement in the next turn, so that a crowd that wants the same thing waits for a
 * few statements and not for one another.
 *
 * @param database a pool of its own: a claim is made while its caller holds a connection of the
 *   shared one, and would otherwise wait for itself. Its commits need not wait for the disk: a claim
 *   means something by the commit that attaches it, which takes everything before it along
 * @param holdSeconds the life of a hold. Attaching a claim never cuts its life short, so it must not
 *   be longer from the start
 */
export function createClaims(database: Database, holdSeconds: number): Claims {
  const lifeSeconds = Math.min(CLAIM_SECONDS, holdSeconds);
  const queues = new Map<string, Waiting[]>();
  const turns = new Set<Promise<void>>();

  const settle = async (variantId: number, storeId: number, batch: Waiting[]): Promise<void> => {
    const first = await attempt(database, { variantId, storeId, lifeSeconds, batch });
    let { refused } = first;
    if (refused.length > 0 && first.reclaimable) {
      // Expired holds are free: nobody is turned away because no sweeper has come by yet.
      await database.query(reclaimExpired, [[variantId], [storeId]]);
      const again = refused.map(({ waiting }) => waiting);
      ({ refused } = await attempt(database, { variantId, storeId, lifeSeconds, batch: again }));
    }
    for (const { waiting, available } of refused) {
      waiting.resolve({ kind: 'insufficient', available });
    }
  };

  const work = async (key: string, { variantId, storeId }: ClaimRequest): Promise<void> => {
    const queue = queues.get(key) ?? [];
    while (queue.length > 0) {
      const batch = queue.splice(0, MOST_AT_ONCE);
      try {
        await settle(variantId, storeId, batch);
      } catch (error) {
        // Those that were answered before take no notice.
        batch.forEach(({ reject }) => reject(error));
      }
    }
    queues.delete(key);
  };

  return {
    claim(request) {
      const key = `${request.variantId}:${request.storeId}`;
      return new Promise<ClaimResult>((resolve, reject) => {
        const waiting = { holdId: newDocumentId(), quantity: request.quantity, resolve, reject };
        const queue = queues.get(key);
        if (queue !== undefined) {
          queue.push(waiting);
          return;
        }
        queues.set(key, [waiting]);
        const turn = work(key, request).finally(() => turns.delete(turn));
        turns.add(turn);
      });
    },
    async close() {
      await Promise.all(turns);
      await database.close();
    },
  };
}

interface Refused {
  waiting: Waiting;
  available: number;
}

interface Attempt {
  variantId: number;
  storeId: number;
  lifeSeconds: number;
  batch: Waiting[];
}

/** Answers the claims that are granted and gives back the others. */
async function attempt(
  database: Database,
  { variantId, storeId, lifeSeconds, batch }: Attempt,
): Promise<{ refused: Refused[]; reclaimable: boolean }> {
  const settled = await database.query(claimStock, [
    variantId,
    storeId,
    batch.map(({ holdId }) => holdId),
    batch.map(({ quantity }) => quantity),
    lifeSeconds,
  ]);
  const granted = settled.find((row) => row.granted)?.stock_level_id;
  if (granted) tellAvailability([granted]);
  const refused: Refused[] = [];
  batch.forEach((waiting, turn) => {
    const row = settled[turn];
    if (row?.granted && row.stock_level_id !== null) {
      waiting.resolve({
        kind: 'claimed',
        holdId: waiting.holdId,
        stockLevelId: row.stock_level_id,
      });
    } else {
      refused.push({ waiting, available: row?.remaining ?? 0 });
    }
  });
  return { refused, reclaimable: settled[0]?.reclaimable ?? false };
}
