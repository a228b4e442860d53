import type { Core } from '@strapi/strapi';
import { dukaConfig, invalid, Refusal, type DukaConfig } from '../../../kernel/server/contract';
import { MOST_UNITS } from '../domain/limits';
import type { HeldAtOrigin } from '../sql/held-at-origin';

/** What limits the holds of carts, so that nobody keeps the goods from others. */
export type HoldLimits = Pick<
  DukaConfig['limits'],
  'unitsPerSku' | 'unitsPerSkuAndAddress' | 'linesPerAddress'
>;

/** The limits of holds; undefined where they are lifted. */
export function holdLimits(strapi: Core.Strapi): HoldLimits | undefined {
  const { rateLimits, limits } = dukaConfig(strapi);
  return rateLimits ? limits : undefined;
}

/** More of a variant in a cart. */
export interface MoreUnits {
  sku: string;
  /** Units that the cart has already, in all stores together. */
  has: number;
  more: number;
  /** What the address of origin holds already; null where holds are not limited. */
  heldAtOrigin: HeldAtOrigin | null;
}

/**
 * Refuses what is more than a cart or an address of origin may hold. Calls at the same moment do not
 * see each other, so a few may pass together: the limits are against hoarding and need not be exact.
 *
 * @throws Refusal VALIDATION_FAILED beyond what any cart can have, HOLD_LIMIT (422),
 *   ADDRESS_HOLD_LIMIT (429)
 */
export function requireRoom(
  strapi: Core.Strapi,
  { sku, has, more, heldAtOrigin }: MoreUnits,
): void {
  if (has + more > MOST_UNITS) {
    throw invalid([{ path: ['quantity'], message: `a cart has at most ${MOST_UNITS} of a SKU` }]);
  }
  const limits = holdLimits(strapi);
  if (limits === undefined) return;
  if (has + more > limits.unitsPerSku) {
    throw new Refusal('HOLD_LIMIT', `A cart can hold at most ${limits.unitsPerSku} of ${sku}.`, {
      sku,
      requested: has + more,
      limit: limits.unitsPerSku,
    });
  }
  const { units, lines } = heldAtOrigin ?? { units: 0, lines: 0 };
  if (units + more > limits.unitsPerSkuAndAddress || lines >= limits.linesPerAddress) {
    const limit =
      lines >= limits.linesPerAddress ? limits.linesPerAddress : limits.unitsPerSkuAndAddress;
    throw new Refusal(
      'ADDRESS_HOLD_LIMIT',
      'The carts of your address hold as much as they can. Order or remove some of it first.',
      { sku, limit },
      Math.ceil(dukaConfig(strapi).holdSeconds),
    );
  }
}

/** How many more units of a variant fit, by the same limits. */
export function roomFor(
  strapi: Core.Strapi,
  { has, heldAtOrigin }: Pick<MoreUnits, 'has' | 'heldAtOrigin'>,
): number {
  const limits = holdLimits(strapi);
  if (limits === undefined) return MOST_UNITS - has;
  const { units, lines } = heldAtOrigin ?? { units: 0, lines: 0 };
  if (lines >= limits.linesPerAddress) return 0;
  return Math.max(0, Math.min(limits.unitsPerSku - has, limits.unitsPerSkuAndAddress - units));
}
