import type { Core } from '@strapi/strapi';
import { databaseOf, Refusal } from '../../../kernel/server/contract';
import {
  claim,
  freeHolds,
  type ClaimRequest,
  type ClaimResult,
} from '../../../inventory/server/contract';

/** Takes stock on behalf of one call. See {@link withClaims}. */
export interface Claims {
  take(request: ClaimRequest): Promise<ClaimResult>;
  /** Says which claims the transaction writes down; all others are given back after it. */
  use(holdIds: readonly string[]): void;
}

/** A hold ended while it was being changed. */
export class HeldNoLonger extends Refusal {
  constructor() {
    super('UNAVAILABLE', 'The hold on the goods ran out just now. Try again.', {}, 1);
  }
}

/** Runs of a change before its caller is told that holds run out under it; tries of a claim. */
const MOST_TRIES = 3;

/**
 * Runs a change that claims stock. Claims are made on a connection of their own, so they are not
 * undone with the caller's transaction: what the change does not use in the end is given back at
 * once, and after a crash expires by itself. Make claims before the transaction locks any hold, for a
 * claim may have to wait for the holds of its stock row.
 *
 * @param work a transaction of its own; it runs anew where a hold ended under it
 */
export async function withClaims<T>(
  strapi: Core.Strapi,
  work: (claims: Claims) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const taken = new Set<string>();
    let used: readonly string[] = [];
    const claims: Claims = {
      async take(request) {
        const result = await claim(strapi, request);
        if (result.kind === 'claimed') taken.add(result.holdId);
        return result;
      },
      use(holdIds) {
        used = holdIds;
      },
    };
    try {
      const result = await work(claims);
      used.forEach((holdId) => taken.delete(holdId));
      await giveBack(strapi, taken);
      return result;
    } catch (error) {
      // Only a refusal is known to have rolled everything back.
      if (!(error instanceof Refusal)) throw error;
      await giveBack(strapi, taken);
      if (!(error instanceof HeldNoLonger) || tries === MOST_TRIES) throw error;
    }
  }
}

/**
 * Claims as many as there are, up to a quantity.
 *
 * @returns undefined where there are none
 */
export async function takeUpTo(
  claims: Claims,
  { quantity: wanted, ...place }: ClaimRequest,
): Promise<{ holdId: string; quantity: number } | undefined> {
  let quantity = wanted;
  for (let tries = 0; quantity > 0 && tries < MOST_TRIES; tries += 1) {
    const claim = await claims.take({ ...place, quantity });
    if (claim.kind === 'claimed') return { holdId: claim.holdId, quantity };
    quantity = Math.min(claim.available, quantity - 1);
  }
  return undefined;
}

async function giveBack(strapi: Core.Strapi, holdIds: ReadonlySet<string>): Promise<void> {
  if (holdIds.size === 0) return;
  const freed = [...holdIds].map((holdId) => ({ holdId, keep: 0 }));
  await databaseOf(strapi).transaction((tx) => freeHolds(tx, freed));
}
