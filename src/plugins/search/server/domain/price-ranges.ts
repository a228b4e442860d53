const MOST_DECADES = 10;

/**
 * Edges of price ranges that people find round: 1, 2, 5, 10, 20, 50 … of the currency's unit and
 * upwards.
 *
 * @param exponent decimals of the currency
 * @returns amounts in minor units, ascending, below what a column holds
 */
export function priceEdges(exponent: number): number[] {
  const edges: number[] = [];
  for (let decade = 0; decade < MOST_DECADES; decade += 1) {
    for (const step of [1, 2, 5]) {
      const edge = step * 10 ** (decade + exponent);
      if (edge <= 2_000_000_000) edges.push(edge);
    }
  }
  return edges;
}
