import { LONGEST_ROW, physicalLines, type PhysicalLine } from './physical-lines';
import type { Report } from './report';

/** A line of a file that holds one JSON object a line. */
export interface JsonLine {
  /** The first line is 1. */
  line: number;
  fields: Readonly<Record<string, unknown>>;
}

/**
 * Reads JSON lines (UTF-8, one object a line) as a stream. A bad line costs that line alone; blank
 * ones are passed over.
 *
 * @param report is told every line that cannot be read
 */
export async function* readJsonLines(
  source: AsyncIterable<Uint8Array>,
  report: Report,
): AsyncGenerator<JsonLine> {
  for await (const lines of physicalLines(source)) {
    for (const line of lines) {
      if (line.blank) continue;
      const read = fieldsOf(line);
      if (typeof read === 'string') report.refuse(line.number, read);
      else yield { line: line.number, fields: read };
    }
  }
}

/** The line's object, or why it is none. */
function fieldsOf({ bytes, tooLong, utf8, hasNul }: PhysicalLine): JsonLine['fields'] | string {
  if (tooLong) return `the line is larger than ${LONGEST_ROW} bytes`;
  if (!utf8) return 'the line is not UTF-8';
  if (hasNul) return 'the line holds a NUL character';
  try {
    const value = JSON.parse(bytes.toString().replace(/^\uFEFF/, '')) as unknown;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return 'the line is no JSON object';
    }
    return value as JsonLine['fields'];
  } catch {
    return 'the line is no JSON';
  }
}
