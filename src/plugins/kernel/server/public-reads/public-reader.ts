import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Database } from '../database/database';
import { statement } from '../database/statement';
import { invalid } from '../domain/errors';
import { tag } from '../read-cache/changes';
import { dependenciesOf, documentTags, type Dependencies } from '../read-cache/dependencies';
import { readCacheOf } from '../read-cache/read-cache';
import { publicTypes } from '../services/public-types';
import { pageOf, pagination, refuse, writePlace, type Page } from './pages';
import { presenterOf } from './presenters';
import type { FoundRead } from './public-routes';
import type { Conditions, PublicType } from './public-type';
import {
  countStatement,
  documentStatement,
  listStatement,
  orderName,
  relationStatement,
  type Built,
  type DocumentRow,
  type ListQuery,
} from './read-statements';
import { orderOf } from './sql-order';
import type { ShownRelation } from './sql-shape';
import { Untranslatable } from './sql-text';
import { storedTypesOf, type StoredType } from './stored-type';

const TOTAL_FRESH_MS = 60_000;

/** A query of REST as it was parsed. */
export type RestQuery = Readonly<Record<string, unknown>>;

export type PublicAnswer =
  | { kind: 'found'; body: string; tags: string[]; timed: boolean }
  | { kind: 'missing'; tags: string[]; timed: boolean }
  /** The query is one for Strapi's own path. */
  | { kind: 'not mine' };

/**
 * Reads public documents by one statement, and one more for how many there are: PostgreSQL picks the
 * rows, follows the relations and writes the JSON. It says what Strapi would say; a query that it
 * cannot say so of is left to Strapi.
 */
export class PublicReader {
  private readonly counting = new Map<string, Promise<number>>();
  private stored: ReadonlyMap<string, StoredType> | undefined;

  constructor(
    private readonly strapi: Core.Strapi,
    private readonly database: Database,
  ) {}

  /** Where the public types lie in the database. */
  types(): ReadonlyMap<string, StoredType> {
    return (this.stored ??= storedTypesOf(this.strapi, publicTypes(this.strapi).all));
  }

  /**
   * Answers a request of REST's.
   *
   * @throws Refusal VALIDATION_FAILED (400) for what the public may not ask
   */
  async read({ route, params }: FoundRead, query: RestQuery): Promise<PublicAnswer> {
    const { get, view } = publicTypes(this.strapi);
    const type = get(route.type);
    const condition = await route.condition?.(params);
    const asked = withCondition(query, condition);
    const narrowed = view.query(type, asked);
    const depends = dependenciesOf({ get, view }, type, {
      ...asked,
      kind: route.kind,
      search: query._q,
      populate: narrowed.populate,
    });
    try {
      const { status: _, locale, ...read } = narrowed;
      if (locale !== undefined) return { kind: 'not mine' };
      return route.kind === 'list'
        ? await this.list(type, read, depends)
        : await this.one(type, params.id ?? '', query, read, depends);
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      if (isAfter(query)) refuse(`cannot go with this query: ${error.message}`);
      return { kind: 'not mine' };
    }
  }

  /**
   * The documents of one relation of many documents.
   *
   * @returns a document or null, or a list, by the owners' document ids; undefined for a type that is not ours
   * @throws Refusal VALIDATION_FAILED (400) for what could only be answered one document after the other
   */
  async related(
    uid: string,
    attribute: string,
    owners: readonly string[],
    asked: ShownRelation & { fields: Iterable<string> },
  ): Promise<Map<string, unknown> | undefined> {
    const type = this.types().get(uid);
    const link = type?.links.get(attribute);
    if (!type || !link) return undefined;
    const fields = ownFields(link.target, asked.fields);
    if (!fields) return undefined;
    try {
      const rows = await this.run<{ owner: string; documents: unknown }>(
        relationStatement(type, link, owners, { ...asked, fields }),
      );
      // One that was deleted meanwhile has none.
      const related = new Map<string, unknown>(owners.map((id) => [id, link.toMany ? [] : null]));
      for (const { owner, documents } of rows) related.set(owner, documents);
      return related;
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      throw invalid([{ path: [attribute], message: `cannot be asked by ${error.message}` }]);
    }
  }

  /**
   * Documents of one type, with their own fields alone.
   *
   * @param asked already narrowed to what the public may see; `fields` may name relations, which are
   *   left out
   * @returns undefined for a query that is not ours
   */
  async rows(
    uid: string,
    asked: { filters: unknown; sort: unknown; fields: Iterable<string> },
    part: { limit: number; offset: number },
  ): Promise<object[] | undefined> {
    const type = this.types().get(uid);
    const fields = type && ownFields(type, asked.fields);
    if (!fields) return undefined;
    try {
      const page = { kind: 'part', withCount: false, ...part } as const;
      const query = { ...asked, fields };
      const rows = await this.run<DocumentRow>(listStatement(type, query, page));
      return rows.map(({ document }) => JSON.parse(document) as object);
    } catch (error) {
      if (error instanceof Untranslatable) return undefined;
      throw error;
    }
  }

  private async list(
    type: PublicType,
    { pagination: given, ...read }: Record<string, unknown>,
    depends: Dependencies,
  ): Promise<PublicAnswer> {
    const page = pageOf(given);
    const query = listQuery(read);
    const stored = this.storedType(type);
    const [rows, total] = await Promise.all([
      this.run<DocumentRow>(listStatement(stored, query, page)),
      page.withCount ? this.total(stored, query.filters, depends) : undefined,
    ]);
    const shown = rows.slice(0, page.limit);
    const data = `[${shown.map(({ document }) => this.present(type, document)).join(',')}]`;
    const meta = { pagination: pagination(page, total, nextOf(stored, query, page, rows)) };
    return {
      kind: 'found',
      body: `{"data":${data},"meta":${JSON.stringify(meta)}}`,
      ...noted(depends, data),
    };
  }

  private async one(
    type: PublicType,
    idOrSlug: string,
    query: RestQuery,
    { pagination: _, ...read }: Record<string, unknown>,
    depends: Dependencies,
  ): Promise<PublicAnswer> {
    // Conditions of the caller's on a single document are Strapi's to make sense of.
    if (query.filters !== undefined || query.sort !== undefined || query.pagination !== undefined) {
      return { kind: 'not mine' };
    }
    if (idOrSlug.includes('\0')) return { kind: 'not mine' };
    const statement = documentStatement(this.storedType(type), idOrSlug, listQuery(read));
    const [row] = await this.run<DocumentRow>(statement);
    if (row === undefined) {
      const { tags, timed } = depends;
      return { kind: 'missing', tags: [...tags, tag.any(type.uid)], timed };
    }
    const data = this.present(type, row.document);
    return { kind: 'found', body: `{"data":${data},"meta":{}}`, ...noted(depends, data) };
  }

  /** A document's JSON as it goes out. */
  private present({ uid }: PublicType, document: string): string {
    const presenter = presenterOf(this.strapi, uid);
    return presenter ? JSON.stringify(presenter(JSON.parse(document))) : document;
  }

  /** Many pages have the same total, which is the dearest part of a long list. */
  private async total(
    type: StoredType,
    filters: unknown,
    { tags, timed }: Dependencies,
  ): Promise<number> {
    const { totals, isTrusted } = readCacheOf(this.strapi);
    const built = countStatement(type, filters);
    const key = JSON.stringify([built.text, built.values]);
    const mayShare = isTrusted() && !timed;
    const known = mayShare ? totals.get(key) : undefined;
    if (known?.kind === 'fresh') return known.value;
    const begun = totals.present;
    // Pages that are asked for at the same moment wait for one count, where nothing changed since it began.
    const turn = `${begun.turn} ${key}`;
    const running = this.counting.get(turn);
    if (running && mayShare) return running;
    const counted = this.run<{ total: number }>(built).then(([row]) => row?.total ?? 0);
    this.counting.set(turn, counted);
    try {
      const total = await counted;
      totals.put(key, { value: total, tags, freshFor: TOTAL_FRESH_MS, staleFor: 0 }, begun, 8);
      return total;
    } finally {
      this.counting.delete(turn);
    }
  }

  private storedType(type: PublicType): StoredType {
    const stored = this.types().get(type.uid);
    if (!stored) throw new Error(`${type.uid} lies nowhere`);
    return stored;
  }

  private run<Row>({ text, values }: Built): Promise<Row[]> {
    const name = `reads.${createHash('sha1').update(text).digest('base64url')}`;
    return this.database.query(statement<readonly unknown[], Row>(name, text), values);
  }
}

/** The reader of this process. */
export function publicReaderOf(strapi: Core.Strapi): PublicReader {
  return strapi.plugin('kernel').service('public-reader') as PublicReader;
}

/** A caller's query with one more condition beside the caller's own. */
export function withCondition(query: RestQuery, condition: Conditions | undefined): RestQuery {
  if (condition === undefined) return query;
  const given = query.filters === undefined ? [] : [query.filters];
  return { ...query, filters: { $and: [condition, ...given] } };
}

function isAfter(query: RestQuery): boolean {
  const { pagination: given } = query;
  return typeof given === 'object' && given !== null && 'after' in given;
}

/** Those of the fields that are a document's own; undefined where one is of a kind that our SQL does not show. */
function ownFields(type: StoredType, names: Iterable<string>): string[] | undefined {
  const fields = ['id'];
  for (const name of names) {
    if (type.scalars.has(name)) fields.push(name);
    else if (!name.startsWith('__') && !type.links.has(name.replace(/_connection$/, ''))) {
      return undefined;
    }
  }
  return fields;
}

/** What a list is narrowed to, where nothing is left that only Strapi knows. */
function listQuery({ filters, sort, fields, populate, ...others }: RestQuery): ListQuery {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Untranslatable(unknown);
  return { filters, sort, fields, populate };
}

function noted({ tags, outline, timed }: Dependencies, data: string) {
  return { tags: [...tags, ...documentTags(JSON.parse(data), outline)], timed };
}

function nextOf(
  type: StoredType,
  { sort }: ListQuery,
  page: Page,
  rows: readonly DocumentRow[],
): string | null {
  const last = rows[page.limit - 1]?.place;
  if (page.kind !== 'after' || rows.length <= page.limit || last == null) return null;
  const order = orderName(orderOf(type, sort) ?? []);
  return writePlace({ order, values: JSON.parse(last) as (string | null)[] });
}
