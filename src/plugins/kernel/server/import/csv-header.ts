import { cellsOf, faultOf, type CsvRecord } from './csv-record';
import { UnreadableFile } from './unreadable-file';

/**
 * The columns that an import reads: our name for each, the spellings by which a header may call it, the
 * best first (capitals, spaces and signs do not matter), and whether the file is useless without it.
 */
export type CsvColumns<Name extends string> = Readonly<
  Record<Name, { spellings: readonly [string, ...string[]]; required?: true }>
>;

/** What stands between the cells of files that call themselves CSV. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/**
 * The titles of the columns, and what stands between them: what is told, else commas, or one of the
 * others where the header has no comma and has that.
 *
 * @throws UnreadableFile where there is no header, or the file is not what we read
 */
export function readHeader(
  record: CsvRecord | undefined,
  told?: Delimiter,
): { titles: string[]; delimiter: Delimiter } {
  const first = record?.lines[0];
  if (record === undefined || first === undefined) throw new UnreadableFile('The file is empty.');
  const mark = first.bytes.subarray(0, 2).toString('latin1');
  if (mark === '\xff\xfe' || mark === '\xfe\xff' || first.hasNul) {
    throw new UnreadableFile('The file is UTF-16 or no text at all: save it as "CSV UTF-8".');
  }
  const delimiter = told ?? ',';
  const titles = titlesOf(record, delimiter);
  const [only = ''] = titles;
  const other = titles.length === 1 && DELIMITERS.find((sign) => only.includes(sign));
  if (!other) return { titles, delimiter };
  if (told === undefined) return { titles: titlesOf(record, other), delimiter: other };
  const name = other === '\t' ? 'tabs' : `"${other}"`;
  throw new UnreadableFile(`The columns are separated by ${name}.`);
}

function titlesOf(record: CsvRecord, delimiter: Delimiter): string[] {
  const [header] = cellsOf([record], delimiter) ?? [];
  if (header === undefined) {
    throw new UnreadableFile(
      `Line 1, the header, cannot be read: ${faultOf(record, delimiter).reason}.`,
    );
  }
  const titles = header.map((title) => title.trim());
  if (titles.some((title) => /\r(?!\n)/.test(title))) {
    throw new UnreadableFile(
      'The lines of the file end in CR alone, as old spreadsheets wrote them: save it as "CSV UTF-8".',
    );
  }
  return titles;
}

/**
 * Where each column stands in the header; -1 for one that it does not have. Of several spellings of one
 * column the first is taken, and a title that is written exactly so before one that only reads alike.
 *
 * @throws UnreadableFile where a required column is missing or the same title stands there twice
 */
export function placeColumns<Name extends string>(
  columns: CsvColumns<Name>,
  header: readonly string[],
): Map<Name, number> {
  const exact = header.map((title) => title.toLowerCase());
  const loose = header.map(lettersOf);
  const places = new Map<Name, number>();
  for (const name of Object.keys(columns) as Name[]) {
    const { spellings, required } = columns[name];
    const found = [
      ...spellings.map((spelling) => placesOf(exact, spelling.toLowerCase())),
      ...spellings.map((spelling) => placesOf(loose, lettersOf(spelling))),
    ].find(({ length }) => length > 0);
    if (found !== undefined && found.length > 1) {
      throw new UnreadableFile(`The header names the column "${header[found[0] ?? 0]}" twice.`);
    }
    if (found === undefined && required) {
      throw new UnreadableFile(
        `The file has no column "${spellings[0]}". Its columns: ${header.join(', ')}.`,
      );
    }
    places.set(name, found?.[0] ?? -1);
  }
  return places;
}

function placesOf(titles: readonly string[], wanted: string): number[] {
  return wanted === '' ? [] : titles.flatMap((title, at) => (title === wanted ? at : []));
}

/** A title without its capitals, spaces and signs: `Postal Code`, `postal_code` and `postalCode` are one. */
function lettersOf(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
