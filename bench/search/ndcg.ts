import type { Judged } from '../lib/icecat';

/**
 * nDCG of the first hits: how much of what was judged good stands at the top, 1 being all of it in
 * the best order. What nobody judged counts as bad.
 */
export function ndcg(ids: readonly string[], judged: Judged, depth = 10): number {
  const ideal = [...judged.values()].sort((a, b) => b - a);
  const got = ids.map((id) => judged.get(id) ?? 0);
  return gain(got.slice(0, depth)) / gain(ideal.slice(0, depth));
}

function gain(ratings: readonly number[]): number {
  return ratings.reduce((sum, rating, rank) => sum + (2 ** rating - 1) / Math.log2(rank + 2), 0);
}
