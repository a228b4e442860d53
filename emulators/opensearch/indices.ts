import { onlyEntry, unreadable, type Body } from './refusal';

/** What an index is told of a field. */
interface Property {
  type: string;
  analyzer?: string;
  normalizer?: string;
  fields?: Record<string, Property>;
}

export interface Stored {
  id: string;
  source: Body;
}

const TYPES = new Set(['text', 'keyword', 'long', 'integer', 'date']);

/** One index: its fields, and its documents with their versions. */
export class Index {
  private readonly properties: Readonly<Record<string, Property>>;
  private readonly versions = new Map<string, number>();
  private readonly stored = new Map<string, Stored>();

  constructor({ mappings }: { mappings?: { properties?: Record<string, Property> } }) {
    this.properties = mappings?.properties ?? {};
    const wrong = Object.entries(this.properties).find(([, { type }]) => !TYPES.has(type));
    if (wrong !== undefined) unreadable(`No handler for type [${wrong[1].type}] of [${wrong[0]}]`);
  }

  get documents(): Stored[] {
    return [...this.stored.values()];
  }

  /**
   * The values of a document under a field, as its analyzer leaves them: text as words, of which all
   * but plain ones lose the ending of a plural. A field that there is not is refused, where OpenSearch
   * itself would find nothing.
   */
  valuesOf({ source }: Stored, path: string): (string | number)[] {
    const [name = '', part] = path.split('.');
    const whole = this.properties[name];
    const property = part === undefined ? whole : whole?.fields?.[part];
    if (property === undefined) return unreadable(`No field [${path}]`);
    const values = [source[name] ?? []].flat() as (string | number)[];
    if (property.type === 'text') {
      return values.flatMap((value) => wordsOf(String(value)).map(stemmerOf(property)));
    }
    return property.normalizer === 'lowercase'
      ? values.map((value) => String(value).toLowerCase())
      : values;
  }

  /** Words of a query as the field has them. */
  analyzed(text: string, path: string): string[] {
    const [name = '', part] = path.split('.');
    const whole = this.properties[name];
    const property = part === undefined ? whole : whole?.fields?.[part];
    if (property?.type !== 'text') return unreadable(`[${path}] is no text`);
    return wordsOf(text).map(stemmerOf(property));
  }

  /** Works one operation of a bulk request. */
  change(operation: Body, source: Body | undefined): Body {
    const [kind, target] = onlyEntry(operation, 'bulk');
    const { _id: id, version, version_type } = target as Record<string, unknown>;
    if (typeof id !== 'string' || typeof version !== 'number' || version_type !== 'external_gte') {
      return unreadable('an operation needs _id, version and version_type external_gte here');
    }
    if (version < (this.versions.get(id) ?? 0)) {
      const error = { type: 'version_conflict_engine_exception', reason: 'version conflict' };
      return { [kind]: { _id: id, status: 409, error } };
    }
    const wasThere = this.stored.delete(id);
    this.versions.set(id, version);
    if (kind === 'delete') {
      const [status, result] = wasThere ? [200, 'deleted'] : [404, 'not_found'];
      return { delete: { _id: id, status, result, _version: version } };
    }
    if (source === undefined) return unreadable(`the source of [${id}] is missing`);
    const strange = Object.keys(source).find((key) => !(key in this.properties));
    if (strange !== undefined) {
      const error = { type: 'strict_dynamic_mapping_exception', reason: `[${strange}] is unknown` };
      return { index: { _id: id, status: 400, error } };
    }
    this.stored.set(id, { id, source });
    return { index: { _id: id, status: wasThere ? 200 : 201, _version: version } };
  }
}

export const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const stemmerOf =
  ({ analyzer }: Property) =>
  (word: string): string =>
    analyzer === 'standard' ? word : word.replace(/(?<=...)s$/, '');
