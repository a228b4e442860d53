import { isUtf8 } from 'node:buffer';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const NUL = 0x00;

/** A row that is longer than this is refused, so that one unclosed quote cannot fill the memory. */
export const LONGEST_ROW = 2 * 1024 * 1024;

/** A line of the file as its bytes lie there. */
export interface PhysicalLine {
  /** The first line is 1. */
  number: number;
  /** With its line end; cut at {@link LONGEST_ROW}. */
  bytes: Buffer;
  /** Longer than {@link LONGEST_ROW}. */
  tooLong: boolean;
  /** Nothing but its line end. */
  blank: boolean;
  /** An odd number of quotes: a quoted field begins or ends here and goes over the line's end. */
  oddQuotes: boolean;
  utf8: boolean;
  hasNul: boolean;
}

function describe(number: number, bytes: Buffer): PhysicalLine {
  const tooLong = bytes.length > LONGEST_ROW;
  let odd = false;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) odd = !odd;
  return {
    number,
    bytes: tooLong ? bytes.subarray(0, LONGEST_ROW) : bytes,
    tooLong,
    blank: bytes.every((byte) => byte === LINE_FEED || byte === CARRIAGE_RETURN),
    oddQuotes: odd,
    utf8: isUtf8(bytes),
    hasNul: bytes.includes(NUL),
  };
}

/**
 * Splits a stream into lines at LF; a CR before it belongs to the line end. Gives them in handfuls,
 * one for each piece of the stream, and holds no more than a piece and a line in memory.
 */
export async function* physicalLines(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<PhysicalLine[]> {
  let number = 0;
  let rest: Buffer[] = [];
  let restLength = 0;

  const keep = (bytes: Buffer) => {
    // Beyond the limit only the fact that there is more must be kept.
    if (bytes.length === 0 || restLength > LONGEST_ROW) return;
    rest.push(bytes);
    restLength += bytes.length;
  };
  const close = () => {
    number += 1;
    const line = describe(number, rest.length === 1 && rest[0] ? rest[0] : Buffer.concat(rest));
    rest = [];
    restLength = 0;
    return line;
  };

  for await (const piece of source) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const lines: PhysicalLine[] = [];
    let start = 0;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, start)) {
      keep(bytes.subarray(start, at + 1));
      lines.push(close());
      start = at + 1;
    }
    keep(bytes.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (restLength > 0) yield [close()];
}
