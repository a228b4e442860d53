/**
 * The first of many in an order, sorted, without sorting all.
 *
 * @param isBefore a strict total order
 */
export function bestOf(
  rows: Int32Array,
  most: number,
  isBefore: (a: number, b: number) => boolean,
): number[] {
  // A heap with the last of the best at its top.
  const heap: number[] = [];
  const sink = (from: number, end: number): void => {
    for (let at = from; ;) {
      let last = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < end && isBefore(heap[last] ?? 0, heap[child] ?? 0)) last = child;
      }
      if (last === at) return;
      [heap[at], heap[last]] = [heap[last] ?? 0, heap[at] ?? 0];
      at = last;
    }
  };
  for (const row of rows) {
    if (heap.length < most) {
      heap.push(row);
      if (heap.length === most) {
        for (let at = most >> 1; at >= 0; at -= 1) sink(at, most);
      }
    } else if (isBefore(row, heap[0] ?? 0)) {
      heap[0] = row;
      sink(0, most);
    }
  }
  return heap.sort((a, b) => (isBefore(a, b) ? -1 : 1));
}
