/** How many of some figures were at most so large, for a histogram. */
export class Distribution {
  private readonly counts: number[];
  sum = 0;
  count = 0;

  /** @param bounds the upper bounds of the buckets, ascending; one without bound is added */
  constructor(private readonly bounds: readonly number[]) {
    this.counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    this.sum += value;
    this.count += 1;
    for (let at = 0; at < this.bounds.length; at += 1) {
      if (value <= (this.bounds[at] ?? Infinity)) {
        this.counts[at] = (this.counts[at] ?? 0) + 1;
        return;
      }
    }
  }

  /** For each bound how many figures were at most that large; the last one is without bound. */
  cumulated(): { bound: number; count: number }[] {
    let below = 0;
    const bounded = this.bounds.map((bound, at) => {
      below += this.counts[at] ?? 0;
      return { bound, count: below };
    });
    return [...bounded, { bound: Infinity, count: this.count }];
  }
}
