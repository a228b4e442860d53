import { attributeRules } from './map-attributes';
import { AMOUNTS, mappedColumns, type MappedText, type Mapping } from './mapping';
import type { ProductRow } from './read-variant';
import { productColumns, type ProductColumn } from './shopify-columns';
import { slugOf } from './slug';

/** A line of somebody's file: the cells of a row, or the fields of an object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Turns the lines of somebody's file into rows as the import reads them. */
export interface RowMapper {
  /** What the rows say something about. */
  present: ReadonlySet<ProductColumn>;
  /** The columns of the file that the mapping names. */
  named: ReadonlySet<string>;
  /** Whether a column that the mapping does not name is read as well. */
  fits(column: string): boolean;
  row(line: number, fields: Fields): ProductRow;
}

/** A text with columns in it: what stands before each, and what stands behind the last. */
interface Template {
  columns: { before: string; name: string }[];
  after: string;
}

const IN_BRACES = /\{([^{}]+)\}/g;
const EMPTY = Object.fromEntries(
  Object.keys(productColumns).map((column) => [column, '']),
) as Record<ProductColumn, string>;

/** Makes a mapping ready to be used for every line of a file. */
export function createRowMapper(mapping: Mapping): RowMapper {
  const columns = [...mappedColumns(mapping)].map(
    ([column, value]) => [column, templatesOf(value)] as const,
  );
  const images = (mapping.product.images ?? []).map((image) => templatesOf(image));
  const rules = attributeRules(mapping.product.attributes ?? {});
  const attributes = rules.named.map(([name, value]) => [name, templatesOf(value)] as const);
  const present = new Set<ProductColumn>(columns.map(([column]) => column));
  if (mapping.product.attributes !== undefined) present.add('attributes');
  const attributesOf = (fields: Fields): [string, string][] => [
    ...attributes.map(([name, templates]): [string, string] => [
      name,
      firstOf(templates, fields, ', '),
    ]),
    ...Object.entries(fields).flatMap(([column, value]): [string, string][] => {
      const name = rules.nameOf(column);
      return name === undefined ? [] : [[name, attributeText(value)]];
    }),
  ];
  const named = new Set(
    [...[...columns, ...attributes].map(([, templates]) => templates), ...images]
      .flat()
      .flatMap((template) => template.columns.map(({ name }) => name)),
  );
  return {
    present,
    named,
    fits: (column) => rules.nameOf(column) !== undefined,
    row(line, fields) {
      const cells = { ...EMPTY };
      for (const [column, templates] of columns) {
        const text = firstOf(templates, fields, column === 'tags' ? ', ' : undefined);
        cells[column] = cellOf(column, text, mapping);
      }
      if (present.has('attributes')) {
        const told = attributesOf(fields).filter(([, value]) => value.trim() !== '');
        cells.attributes = JSON.stringify(Object.fromEntries(told));
      }
      const addresses = images.flatMap((templates) => addressesOf(templates, fields));
      return { line, cells, ...(mapping.product.images ? { images: addresses } : {}) };
    },
  };
}

function templatesOf(value: MappedText): Template[] {
  return [value].flat().map((each) => {
    if (typeof each !== 'string') return { columns: [], after: each.value };
    const found = [...each.matchAll(IN_BRACES)];
    if (found.length === 0) return { columns: [{ before: '', name: each }], after: '' };
    let end = 0;
    const columns = found.map((match) => {
      const before = each.slice(end, match.index);
      end = match.index + match[0].length;
      return { before, name: match[1] ?? '' };
    });
    return { columns, after: each.slice(end) };
  });
}

function firstOf(templates: readonly Template[], fields: Fields, separator?: string): string {
  for (const template of templates) {
    const text = filled(template, fields, separator);
    if (text.trim() !== '') return text;
  }
  return '';
}

/** Empty where all of its columns are. */
function filled({ columns, after }: Template, fields: Fields, separator?: string): string {
  const values = columns.map(({ name }) => textOf(valueOf(fields, name), separator));
  if (columns.length > 0 && values.every((value) => value.trim() === '')) return '';
  return columns.map(({ before }, at) => before + (values[at] ?? '')).join('') + after;
}

/** A field by its name, else by its path through objects: `brand.name`. */
export function valueOf(fields: Fields, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name];
  let value: unknown = fields;
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = (value as Fields)[step];
  }
  return value;
}

/** Of a list its first text, or all of them with a separator. */
function textOf(value: unknown, separator?: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return '';
  const texts = value.map((each) => textOf(each)).filter((text) => text !== '');
  return separator === undefined ? (texts[0] ?? '') : texts.join(separator);
}

/** What holds is said, what does not is not told of. */
function attributeText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : '';
  return textOf(value, ', ');
}

function addressesOf(templates: readonly Template[], fields: Fields): string[] {
  return templates.flatMap((template) => {
    const [only] = template.columns;
    const value = only === undefined ? undefined : valueOf(fields, only.name);
    if (Array.isArray(value)) return value.map((each) => textOf(each));
    return filled(template, fields);
  });
}

function cellOf(column: ProductColumn, text: string, { priceDecimals }: Mapping): string {
  if (column === 'handle') return slugOf(text) || text;
  if (column === 'inventoryPolicy') return policyOf(text);
  if (priceDecimals > 0 && AMOUNTS.has(column)) return withDecimals(text.trim(), priceDecimals);
  return text;
}

function policyOf(text: string): string {
  const answer = text.trim().toLowerCase();
  if (['true', 'yes', '1'].includes(answer)) return 'continue';
  return ['false', 'no', '0'].includes(answer) ? 'deny' : text;
}

/** What is no whole number is left to be refused, with what stands there. */
function withDecimals(text: string, decimals: number): string {
  if (!/^\d+$/.test(text)) return text === '' ? text : `${text} (priceDecimals ${decimals})`;
  const digits = text.padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
