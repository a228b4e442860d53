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
}

/**
 * Runs a change that claims stock. Claims are made on a connection of their own, so they are not
 * undone with the caller's transaction: where the change is refused, they are given back at once.
 * After a crash they expire by themselves. Make claims before the transaction locks any hold, for a
 * claim may have to wait for the holds of its stock row.
 */
export async function withClaims<T>(
  strapi: Core.Strapi,
  work: (claims: Claims) => Promise<T>,
): Promise<T> {
  const taken: string[] = [];
  const claims: Claims = {
    async take(request) {
      const result = await claim(strapi, request);
      if (result.kind === 'claimed') taken.push(result.holdId);
      return result;
    },
  };
  try {
    return await work(claims);
  } catch (error) {
    // Only a refusal is known to have rolled everything back.
    if (error instanceof Refusal && taken.length > 0) {
      await databaseOf(strapi).transaction((tx) =>
        freeHolds(
          tx,
          taken.map((holdId) => ({ holdId, keep: 0 })),
        ),
      );
    }
    throw error;
  }
}
