import { STAR, type MappedText } from './mapping';

/** Which columns are attributes of a product, and how those are called. */
export interface AttributeRules {
  /** Attributes with a name of their own. */
  named: [name: string, text: MappedText][];
  /** The attribute that a column of the file is by its own name; undefined for none. */
  nameOf(column: string): string | undefined;
}

/** A name with a star, and what stands before and behind the star of its columns. */
interface Pattern {
  name: string;
  before: string;
  after: string;
}

/** Columns whose names are remembered; a file with more names is looked through again. */
const MOST_REMEMBERED = 10_000;

/**
 * Reads the rules that a mapping gives for attributes: by their columns, and by patterns with a
 * `*`.
 */
export function attributeRules(given: Readonly<Record<string, MappedText>>): AttributeRules {
  const entries = Object.entries(given);
  const patterns = entries
    .filter(([name]) => STAR.test(name))
    .flatMap(([name, columns]) =>
      [columns].flat().map((column): Pattern => {
        const [before = '', after = ''] = String(column).split('*');
        return { name, before, after };
      }),
    );
  const known = new Map<string, string | undefined>();
  return {
    named: entries.filter(([name]) => !STAR.test(name)),
    nameOf(column) {
      if (patterns.length === 0) return undefined;
      if (known.has(column)) return known.get(column);
      if (known.size >= MOST_REMEMBERED) known.clear();
      const found = nameBy(patterns, column);
      known.set(column, found);
      return found;
    },
  };
}

function nameBy(patterns: readonly Pattern[], column: string): string | undefined {
  for (const { name, before, after } of patterns) {
    const isLonger = column.length > before.length + after.length;
    if (isLonger && column.startsWith(before) && column.endsWith(after)) {
      const middle = column.slice(before.length, column.length - after.length);
      return name.replace('*', () => middle.replaceAll('_', ' ').trim());
    }
  }
  return undefined;
}
