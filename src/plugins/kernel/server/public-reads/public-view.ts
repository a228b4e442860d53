import {
  inNotation,
  inOrder,
  isObject,
  readPopulate,
  refuse,
  sortKeys,
  type Notation,
  type Path,
} from './notation';
import type { Conditions, Populated, PublicRelation, PublicType, PublicTypes } from './public-type';

/** How far an answer may reach from the document that was asked for. */
const DEEPEST_POPULATE = 3;
/** Conditions that one query may have. */
const MOST_CONDITIONS = 60;
/** How deep conditions may be nested. */
const DEEPEST_CONDITION = 8;
const MOST_PAGES = 100_000;

/** What the public sees of a picture. */
const PICTURE_FIELDS = [
  'name',
  'alternativeText',
  'caption',
  'width',
  'height',
  'formats',
  'mime',
  'url',
];

const KEYS_OF_PAGINATION = ['page', 'pageSize', 'start', 'limit', 'withCount', 'after'];
const KEYS_OF_POPULATE = new Set(['fields', 'filters', 'sort', 'populate']);

/** What a query may be narrowed to so that it shows the public nothing that is hidden. */
export class PublicView {
  constructor(private readonly types: PublicTypes) {}

  /**
   * What a row of this type must fulfil to be seen.
   *
   * @param seenFrom the relation on which it is reached; its other side is visible already
   */
  visible(type: PublicType, seenFrom?: PublicRelation): Conditions {
    const where = Object.entries(type.where).filter(([name]) => name !== seenFrom?.inverse);
    const conditions = Object.fromEntries(where);
    return type.draftAndPublish ? { ...conditions, publishedAt: { $notNull: true } } : conditions;
  }

  /** Whether rows of this type can be hidden at all. */
  private hides(type: PublicType): boolean {
    return type.draftAndPublish || Object.keys(type.where).length > 0;
  }

  /**
   * Narrows conditions: every relation in them reaches visible rows only, so that no difference in
   * a count tells of hidden ones.
   *
   * @throws Refusal VALIDATION_FAILED (400) for relations that are not public, for conditions on
   *   hidden rows that cannot be narrowed, and for more conditions than a query may have
   */
  filters(type: PublicType, given: unknown, notation: Notation, path: Path): unknown {
    const counter = { left: MOST_CONDITIONS };
    return this.conditions(type, given, { notation, path, negated: false, depth: 0, counter });
  }

  private conditions(
    type: PublicType,
    given: unknown,
    state: {
      notation: Notation;
      path: Path;
      negated: boolean;
      depth: number;
      counter: { left: number };
    },
  ): unknown {
    const { notation, path, depth, counter } = state;
    if (!isObject(given)) return given;
    if (depth > DEEPEST_CONDITION) refuse(path, `must be at most ${DEEPEST_CONDITION} levels deep`);
    const operator = (name: string) => (notation === 'rest' ? `$${name}` : name);
    const deeper = (key: string, negated = state.negated) => ({
      ...state,
      path: [...path, key],
      negated,
      depth: depth + 1,
    });
    if (Array.isArray(given)) {
      return given.map((each, index) => this.conditions(type, each, deeper(String(index))));
    }
    const narrowed = Object.entries(given).map(([key, value]) => {
      counter.left -= 1;
      if (counter.left < 0) refuse(path, `must have at most ${MOST_CONDITIONS} conditions`);
      if (key === operator('and') || key === operator('or')) {
        // qs makes objects of long lists: { 0: …, 1: … }.
        const list = isObject(value) && !Array.isArray(value) ? Object.values(value) : value;
        return [key, this.conditions(type, list, deeper(key))];
      }
      if (key === operator('not')) return [key, this.conditions(type, value, deeper(key, true))];
      const relation = type.relations.get(key);
      if (relation === undefined) {
        this.refuseForeign(type, key, [...path, key]);
        return [key, state.negated ? value : oneOfNone(value, operator('in'))];
      }
      return [key, this.related(relation, value, deeper(key))];
    });
    if (narrowed.length < 2) return Object.fromEntries(narrowed) as unknown;
    // Each for itself: Strapi lets one `$and` of an object take the place of another, and ours would
    // be lost.
    return { [operator('and')]: narrowed.map(([key, value]) => ({ [String(key)]: value })) };
  }

  private related(
    relation: PublicRelation,
    value: unknown,
    state: Parameters<PublicView['conditions']>[2],
  ): unknown {
    const target = this.type(relation.target);
    if (!this.hides(target)) return this.conditions(target, value, state);
    if (state.negated) refuse(state.path, 'cannot stand under a negation');
    const keys = isObject(value) && !Array.isArray(value) ? Object.keys(value) : undefined;
    const prefix = state.notation === 'rest' ? '$' : '';
    const names = ['and', 'or'].map((name) => prefix + name);
    const isOperator = (key: string) =>
      state.notation === 'rest'
        ? key.startsWith('$') && !names.includes(key)
        : key === 'not' || key === 'null';
    if (keys === undefined || keys.some(isOperator)) {
      refuse(state.path, 'must be conditions on its fields');
    }
    return inNotation(
      { $and: [this.visible(target, relation), this.conditions(target, value, state)] },
      state.notation,
    );
  }

  /** Strapi refuses what it does not know; it does know these. */
  private refuseForeign(type: PublicType, key: string, path: Path): void {
    if (type.media.has(key)) refuse(path, 'cannot be filtered by');
  }

  /**
   * @throws Refusal VALIDATION_FAILED (400) for an order by a relation: the order would tell of rows
   *   that are hidden
   */
  refuseSortByRelation(sort: unknown, path: Path): void {
    for (const key of sortKeys(sort)) {
      if (key.includes('.')) refuse(path, `cannot be by ${key}: only by a field of its own`);
    }
  }

  /**
   * Writes a populate out in full and narrows it.
   *
   * @param given any of Strapi's notations; undefined for the type's own
   * @throws Refusal VALIDATION_FAILED (400) for what is not public or too deep
   */
  populate(type: PublicType, given: unknown, path: Path, depth = 1): Record<string, Populated> {
    const wanted = readPopulate(type, given, path);
    if (wanted.size > 0 && depth > DEEPEST_POPULATE) {
      refuse(path, `must be at most ${DEEPEST_POPULATE} levels deep`);
    }
    return Object.fromEntries(
      [...wanted].map(([name, asked]) => [
        name,
        this.populated(type, name, asked, [...path, name], depth),
      ]),
    );
  }

  private populated(
    type: PublicType,
    name: string,
    asked: Record<string, unknown>,
    path: Path,
    depth: number,
  ): Populated {
    const unknown = Object.keys(asked).find((key) => !KEYS_OF_POPULATE.has(key));
    if (unknown !== undefined) refuse([...path, unknown], 'is not known here');
    const { fields, filters, sort, populate } = asked;
    if (type.media.has(name)) {
      if (populate !== undefined || filters !== undefined) {
        refuse(path, 'takes fields and nothing else');
      }
      return { fields: pictureFields(fields, path) };
    }
    if (type.components.has(name)) {
      if (populate !== undefined) refuse(path, 'has nothing to populate');
      return asked;
    }
    const relation = type.relations.get(name);
    if (relation === undefined) refuse(path, 'is not known here');
    const target = this.type(relation.target);
    this.refuseSortByRelation(sort, [...path, 'sort']);
    const given = filters === undefined ? [] : [this.filters(target, filters, 'rest', path)];
    return {
      ...(fields === undefined ? {} : { fields }),
      ...(sort === undefined ? {} : { sort }),
      ...(this.hides(target) || given.length > 0
        ? { filters: { $and: [this.visible(target, relation), ...given] } }
        : {}),
      ...(populate === undefined
        ? {}
        : { populate: this.populate(target, populate, [...path, 'populate'], depth + 1) }),
    };
  }

  /**
   * Narrows a whole query of REST.
   *
   * @throws Refusal VALIDATION_FAILED (400), see the parts
   */
  query(type: PublicType, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { filters, populate, sort, pagination, ...rest } = given;
    for (const key of ['publicationFilter', 'hasPublishedVersion']) {
      if (key in rest) refuse([key], 'is for staff');
    }
    // Strapi would say something of mixed notations.
    for (const key of KEYS_OF_PAGINATION) {
      if (key in rest) refuse([key], `is not known here: write pagination[${key}]`);
    }
    this.refuseSortByRelation(sort, ['sort']);
    refuseOtherPages(pagination);
    const narrowed = this.filters(type, filters, 'rest', ['filters']);
    const visible = this.visible(type);
    // Who names the fields that they want gets these and no more.
    const shown = populate ?? ('fields' in rest ? undefined : type.populate);
    return {
      ...rest,
      sort: inOrder(sort),
      ...(pagination === undefined ? {} : { pagination }),
      ...(type.draftAndPublish ? { status: 'published' } : {}),
      filters: narrowed === undefined ? visible : { $and: [visible, narrowed] },
      ...(shown === undefined ? {} : { populate: this.populate(type, shown, ['populate']) }),
    };
  }

  private type(uid: string): PublicType {
    const type = this.types.get(uid);
    if (type === undefined) throw new Error(`${uid} is not public`);
    return type;
  }
}

function pictureFields(fields: unknown, path: Path): string[] {
  if (fields === undefined) return PICTURE_FIELDS;
  const wanted = typeof fields === 'string' ? fields.split(',') : Object.values(fields as object);
  return wanted.map((field: unknown) => {
    const name = String(field).trim();
    if (!PICTURE_FIELDS.includes(name)) refuse([...path, 'fields'], `has no ${name}`);
    return name;
  });
}

function refuseOtherPages(pagination: unknown): void {
  if (!isObject(pagination)) return;
  for (const [key, value] of Object.entries(pagination)) {
    if (!KEYS_OF_PAGINATION.includes(key)) refuse(['pagination', key], 'is not known here');
    if (key === 'withCount' || key === 'after') continue;
    const text = String(value);
    if (!/^\d{1,9}$/.test(text)) refuse(['pagination', key], 'must be a whole number, 0 or more');
    if (key === 'page' && Number(text) > MOST_PAGES) {
      refuse(['pagination', key], `must be at most ${MOST_PAGES}`);
    }
  }
}

/** Strapi leaves out an empty list of a condition, and shows everything to who asks for one of none. */
function oneOfNone(value: unknown, operator: string): unknown {
  if (!isObject(value) || !Array.isArray(value[operator])) return value;
  return value[operator].length === 0 ? { ...value, [operator]: [null] } : value;
}
