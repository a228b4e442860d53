import { createHash } from 'node:crypto';

const FEWEST_SLOTS = 1_024;
/** Words of 32 bits that stand for a text: of a million texts two share them in one file of 40 million. */
const WORDS = 2;

/**
 * The line on which each text of a file came first, in some 25 bytes a text however long it is: a file of
 * millions of products is read in little memory.
 */
export class FirstLines {
  private marks = new Uint32Array(FEWEST_SLOTS * WORDS);
  /** 0 for a free slot. */
  private lines = new Uint32Array(FEWEST_SLOTS);
  private taken = 0;

  /** The line on which a text came first: the given one where it did not come before. */
  of(text: string, line: number): number {
    const digest = createHash('sha1').update(text).digest();
    const [high, low] = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
    const slot = this.slotOf(high, low);
    const first = this.lines[slot];
    if (first) return first;
    this.put(slot, high, low, line);
    if (this.taken * 2 > this.lines.length) this.grow();
    return line;
  }

  /** The slot of a mark, or the free one where it belongs. */
  private slotOf(high: number, low: number): number {
    const { length } = this.lines;
    let slot = high % length;
    while (
      this.lines[slot] !== 0 &&
      (this.marks[slot * WORDS] !== high || this.marks[slot * WORDS + 1] !== low)
    ) {
      slot = (slot + 1) % length;
    }
    return slot;
  }

  private put(slot: number, high: number, low: number, line: number): void {
    this.marks[slot * WORDS] = high;
    this.marks[slot * WORDS + 1] = low;
    this.lines[slot] = line;
    this.taken += 1;
  }

  private grow(): void {
    const { marks, lines } = this;
    this.marks = new Uint32Array(marks.length * 2);
    this.lines = new Uint32Array(lines.length * 2);
    this.taken = 0;
    for (const [slot, line] of lines.entries()) {
      if (line === 0) continue;
      const [high = 0, low = 0] = marks.subarray(slot * WORDS, slot * WORDS + WORDS);
      this.put(this.slotOf(high, low), high, low, line);
    }
  }
}
