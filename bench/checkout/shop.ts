import type { Contestant } from '../lib/contestant';
import type { Journey } from '../lib/journey';
import { checkout, filling, ORDER } from '../lib/shoppers';

/** The shop that checkouts are measured in, unless it grows. */
export const PRODUCTS = 2_000;
export const STORES = 12;
/** One more product, of which there are few; no checkout takes it. */
export const SCARCE = PRODUCTS + 1;

/** Checkouts of products that are spread over the shop. */
export function checkouts(from: number, count: number, products = PRODUCTS): Journey[] {
  return Array.from({ length: count }, (_, turn) => checkout(from + turn, products));
}

/** Fills so many carts; gives the orders that are left to place. */
export async function cartsOf(shop: Contestant, count: number): Promise<Journey[]> {
  const journeys = Array.from({ length: count }, (_, turn) => ({ calls: filling(turn, PRODUCTS) }));
  const { outcomes } = await shop.play(journeys);
  return outcomes.map(({ cartToken }) => ({ calls: [ORDER], cartToken }));
}
