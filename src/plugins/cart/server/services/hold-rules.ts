import type { Core } from '@strapi/strapi';
import { dukaConfig, invalid, Refusal, type Transaction } from '../../../kernel/server/contract';
import type { HoldLife } from '../../../inventory/server/contract';
import { MOST_LINES, MOST_UNITS } from '../domain/limits';
import type { HeldAtOrigin } from '../sql/held-at-origin';
import { readFreeUnits } from '../sql/read-free-units';
import type { ShopRow } from '../sql/standing';
import { insufficientStock } from './refusals';

/**
 * How long holds of carts live: as the shop's settings in the panel say, else the server's. Without rate
 * limits nothing limits holds, and they are prolonged without end.
 */
export function holdLife(strapi: Core.Strapi, shop: ShopRow): HoldLife {
  const { holdSeconds, rateLimits, limits } = dukaConfig(strapi);
  const seconds = secondsOf(shop.hold_minutes) ?? holdSeconds;
  const ceiling = secondsOf(shop.hold_ceiling_minutes) ?? limits.holdCeilingSeconds;
  return { seconds, ceilingSeconds: rateLimits ? Math.max(seconds, ceiling) : undefined };
}

/** Lines that a cart has at most, whatever they hold. */
export function mostLines(shop: ShopRow): number {
  return shop.most_lines_per_cart ?? MOST_LINES;
}

/** More of a variant in a cart. */
export interface MoreUnits {
  shop: ShopRow;
  sku: string;
  /** Units that the cart has already, in all stores together. */
  has: number;
  more: number;
  /** What the address of origin holds already; null where holds are not limited. */
  heldAtOrigin: HeldAtOrigin | null;
}

/** Where more of a variant is to come from. */
export interface WantedUnits {
  variantId: number;
  /** The one store that it must come from; null where it may be any that serves the cart. */
  storeId: number | null;
  deliveryType: string | null;
  /** Whether several stores may have it together. */
  inParts: boolean;
  /** As the caller asked, and how many of these are to be claimed. */
  requested: number;
  toClaim: number;
}

/**
 * Refuses what is more than a cart or an address of origin may hold; and where there is not that much,
 * that is said instead. Calls at the same moment do not see each other, so a few may pass together: the
 * limits are against hoarding and need not be exact.
 *
 * @throws Refusal VALIDATION_FAILED beyond what any cart can have, HOLD_LIMIT (422),
 *   ADDRESS_HOLD_LIMIT (429), INSUFFICIENT_STOCK
 */
export async function requireRoom(
  strapi: Core.Strapi,
  tx: Transaction,
  units: MoreUnits,
  { variantId, storeId, deliveryType, inParts, requested, toClaim }: WantedUnits,
): Promise<void> {
  const refusal = refusalOfMore(strapi, units);
  if (refusal === undefined) return;
  const [free] = await tx.query(readFreeUnits, [variantId, storeId, deliveryType]);
  const available = (inParts ? free?.together : free?.most) ?? 0;
  if (available >= toClaim || free?.backorderable) throw refusal;
  throw insufficientStock(units.sku, requested, available + requested - toClaim);
}

function refusalOfMore(
  strapi: Core.Strapi,
  { shop, sku, has, more, heldAtOrigin }: MoreUnits,
): Refusal | undefined {
  if (has + more > MOST_UNITS) {
    return invalid([{ path: ['quantity'], message: `a cart has at most ${MOST_UNITS} of a SKU` }]);
  }
  const limits = holdLimits(strapi, shop);
  if (limits === undefined) return undefined;
  if (has + more > limits.unitsPerSku) {
    return new Refusal('HOLD_LIMIT', `A cart can hold at most ${limits.unitsPerSku} of ${sku}.`, {
      sku,
      requested: has + more,
      limit: limits.unitsPerSku,
    });
  }
  const { units, lines } = heldAtOrigin ?? { units: 0, lines: 0 };
  if (units + more > limits.unitsPerSkuAndAddress || lines >= limits.linesPerAddress) {
    const limit =
      lines >= limits.linesPerAddress ? limits.linesPerAddress : limits.unitsPerSkuAndAddress;
    return new Refusal(
      'ADDRESS_HOLD_LIMIT',
      'The carts of your address hold as much as they can. Order or remove some of it first.',
      { sku, limit },
      Math.ceil(holdLife(strapi, shop).seconds),
    );
  }
  return undefined;
}

/** How many more units of a variant fit, by the same limits. */
export function roomFor(
  strapi: Core.Strapi,
  { shop, has, heldAtOrigin }: Pick<MoreUnits, 'shop' | 'has' | 'heldAtOrigin'>,
): number {
  const limits = holdLimits(strapi, shop);
  if (limits === undefined) return MOST_UNITS - has;
  const { units, lines } = heldAtOrigin ?? { units: 0, lines: 0 };
  if (lines >= limits.linesPerAddress) return 0;
  return Math.max(0, Math.min(limits.unitsPerSku - has, limits.unitsPerSkuAndAddress - units));
}

/** What limits the holds of carts, so that nobody keeps the goods from others; undefined where nothing does. */
function holdLimits(strapi: Core.Strapi, shop: ShopRow) {
  const { rateLimits, limits } = dukaConfig(strapi);
  if (!rateLimits) return undefined;
  return {
    unitsPerSku: shop.most_units_per_sku ?? limits.unitsPerSku,
    unitsPerSkuAndAddress: shop.most_units_per_sku_and_address ?? limits.unitsPerSkuAndAddress,
    linesPerAddress: shop.most_lines_per_address ?? limits.linesPerAddress,
  };
}

function secondsOf(minutes: number | null): number | undefined {
  return minutes === null ? undefined : minutes * 60;
}
