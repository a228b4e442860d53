import { z } from 'zod';

/** Columns of one row of the edit form. */
const ROW_WIDTH = 12;

const field = z.strictObject({
  label: z.string().optional(),
  /** What stands below the input. */
  description: z.string().optional(),
  placeholder: z.string().optional(),
  /** False where the shop itself works the value out. */
  editable: z.boolean().optional(),
  /** The attribute by which the entries of a relation are shown and found. */
  mainField: z.string().optional(),
});

const row = z
  .record(z.string(), z.number().int().min(1).max(ROW_WIDTH))
  .refine((sizes) => Object.values(sizes).reduce((sum, size) => sum + size, 0) <= ROW_WIDTH, {
    message: `is wider than ${ROW_WIDTH} columns`,
  });

/** The schema of a `layout.json`: how the admin panel shows one content type or component. */
export const layoutSchema = z.strictObject({
  uid: z.string(),
  /** The attribute by which an entry is named. */
  mainField: z.string(),
  /** The order of the list: an attribute and a direction, such as `placedAt:DESC`. */
  sort: z
    .string()
    .regex(/^\w+:(ASC|DESC)$/)
    .optional(),
  pageSize: z.union([z.literal(10), z.literal(20), z.literal(50), z.literal(100)]).optional(),
  /** Columns of the list. */
  list: z.array(z.string()).optional(),
  /** Rows of the form, from the top: attribute → width. */
  edit: z.array(row),
  /** Attributes that the form leaves out. One in neither place comes at the end of the form. */
  hidden: z.array(z.string()).default([]),
  fields: z.record(z.string(), field).default({}),
});

export type Layout = z.output<typeof layoutSchema>;

interface Cell {
  name: string;
  size: number;
}

interface Metadata {
  edit: Record<string, unknown>;
  list: Record<string, unknown>;
}

/** What Strapi's content manager keeps about a content type or component. */
export interface Configuration {
  settings: Record<string, unknown>;
  metadatas: Record<string, Metadata>;
  layouts: { list: string[]; edit: Cell[][] };
}

/** `originalPrice` → `Original price`. */
function labelOf(attribute: string): string {
  const words = attribute.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Names the attributes that a layout speaks of and the content type does not have.
 *
 * @param attributes every attribute of the type, the panel's own among them
 */
export function strangersIn(layout: Layout, attributes: readonly string[]): string[] {
  const named = [
    layout.mainField,
    ...(layout.sort === undefined ? [] : [layout.sort.split(':')[0] ?? '']),
    ...(layout.list ?? []),
    ...layout.edit.flatMap((sizes) => Object.keys(sizes)),
    ...layout.hidden,
    ...Object.keys(layout.fields),
  ];
  return [...new Set(named)].filter((name) => !attributes.includes(name));
}

/**
 * Lays a layout over what the content manager has.
 *
 * @param present the configuration that Strapi made or keeps in step with the schema: every
 *   attribute has its metadata there
 */
export function applyLayout(present: Configuration, layout: Layout): Configuration {
  const [sortBy, sortOrder] = layout.sort?.split(':') ?? [];
  const rows = layout.edit.map((sizes) =>
    Object.entries(sizes).map(([name, size]) => ({ name, size })),
  );
  const placed = new Set([...rows.flat().map(({ name }) => name), ...layout.hidden]);
  const rest = present.layouts.edit.flat().filter(({ name }) => !placed.has(name));
  return {
    settings: {
      ...present.settings,
      mainField: layout.mainField,
      ...(layout.pageSize === undefined ? {} : { pageSize: layout.pageSize }),
      ...(sortBy === undefined ? {} : { defaultSortBy: sortBy, defaultSortOrder: sortOrder }),
    },
    metadatas: Object.fromEntries(
      Object.entries(present.metadatas).map(([name, metadata]) => {
        const { label = labelOf(name), ...edit } = layout.fields[name] ?? {};
        // Strapi keeps no edit metadata for its own ids.
        const shown = Object.keys(metadata.edit).length > 0;
        return [
          name,
          {
            edit: shown ? { ...metadata.edit, label, ...edit } : metadata.edit,
            list: { ...metadata.list, label },
          },
        ];
      }),
    ),
    layouts: {
      list: layout.list ?? present.layouts.list,
      edit: [...rows, ...rest.map((cell) => [cell])],
    },
  };
}

/**
 * Tells whether somebody has edited a view since we wrote it. What Strapi itself changed when the
 * schema gained or lost attributes does not count.
 *
 * @param taken columns that Strapi itself takes out of lists
 */
export function isEdited(
  written: Configuration,
  present: Configuration,
  taken: readonly string[],
): boolean {
  const shared = new Set(
    Object.keys(written.metadatas).filter((name) => name in present.metadatas),
  );
  const compared = (configuration: Configuration) =>
    canonical(reduced(configuration, shared, taken));
  return compared(written) !== compared(present);
}

function reduced(
  { settings, metadatas, layouts }: Configuration,
  names: ReadonlySet<string>,
  taken: readonly string[],
) {
  return {
    settings,
    metadatas: Object.fromEntries(Object.entries(metadatas).filter(([name]) => names.has(name))),
    list: layouts.list.filter((name) => names.has(name) && !taken.includes(name)),
    edit: layouts.edit
      .map((cells) => cells.filter(({ name }) => names.has(name)))
      .filter((cells) => cells.length > 0),
  };
}

/** JSON with the keys of every object in order, so that equal values give equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
