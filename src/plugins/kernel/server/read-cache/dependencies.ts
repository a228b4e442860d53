import type { PublicType } from '../public-reads/public-type';
import type { PublicView } from '../public-reads/public-view';
import { MOST_RELATED } from '../public-reads/read-statements';
import { FILE } from '../public-reads/stored-type';
import { tag } from './changes';

/** Which documents an answer shows with what is linked with them, and which without. */
export interface Outline {
  whole: boolean;
  /** What it depends on besides where the list of them was cut, since another order shows others. */
  ifCut: readonly string[];
  related: ReadonlyMap<string, Outline>;
}

/** What an answer depends on, as far as its query says. */
export interface Dependencies {
  tags: string[];
  outline: Outline;
  /** Whether it also changes as time goes by. */
  timed: boolean;
}

/** What somebody asked for, as REST gives it, and what it was narrowed to. */
export interface AskedRead {
  kind: 'list' | 'one';
  filters?: unknown;
  sort?: unknown;
  search?: unknown;
  /** As the public view writes it out. */
  populate?: unknown;
}

interface Types {
  get(uid: string): PublicType;
  view: PublicView;
}

/**
 * What an answer depends on. When in doubt it is more: an answer that is dropped needlessly costs a
 * load, one that is not dropped is wrong.
 */
export function dependenciesOf(types: Types, type: PublicType, asked: AskedRead): Dependencies {
  const tags = new Set<string>();
  let timed = false;

  const touch = ({ uid, changesByTime }: PublicType) => {
    tags.add(tag.touches(uid));
    timed ||= changesByTime;
  };
  const dependOnAny = (uid: string) => {
    touch(types.get(uid));
    tags.add(tag.any(uid));
  };
  const filter = (of: PublicType, conditions: unknown): void => {
    if (typeof conditions !== 'object' || conditions === null) return;
    for (const [key, value] of Object.entries(conditions)) {
      const relation = of.relations.get(key);
      if (relation) {
        dependOnAny(relation.target);
        filter(types.get(relation.target), value);
      } else if (key.startsWith('$') || /^\d+$/.test(key)) {
        filter(of, value);
      } else {
        dependOnAny(of.uid);
        const component = of.componentTypes.get(key);
        if (component) tags.add(tag.touches(component));
      }
    }
  };
  /** A row that another row decides about: the variant of a product that is not published. */
  const hiddenByRelation = (of: PublicType, where: object) => {
    const deciding = Object.keys(where).flatMap((key) => of.relations.get(key)?.target ?? []);
    if (deciding.length === 0) return;
    dependOnAny(of.uid);
    deciding.forEach(dependOnAny);
  };
  const outlineOf = (of: PublicType, populate: unknown, ifCut: readonly string[] = []): Outline => {
    const related = new Map<string, Outline>();
    const wanted = Object.entries((populate ?? {}) as Record<string, Populated>);
    for (const [name, shown] of wanted) {
      if (of.media.has(name)) tags.add(tag.touches(FILE));
      const component = of.componentTypes.get(name);
      if (component) tags.add(tag.touches(component));
      const relation = of.relations.get(name);
      if (!relation) continue;
      const target = types.get(relation.target);
      touch(target);
      tags.add(tag.hiding(target.uid));
      hiddenByRelation(target, types.view.visible(target, relation));
      const [, ...given] = shown.filters?.$and ?? [];
      if (given.length > 0) dependOnAny(target.uid);
      given.forEach((conditions) => filter(target, conditions));
      const isSorted = shown.sort !== undefined && shown.sort !== '';
      related.set(name, outlineOf(target, shown.populate, isSorted ? [tag.any(target.uid)] : []));
    }
    return { whole: wanted.length > 0, ifCut, related };
  };

  touch(type);
  hiddenByRelation(type, types.view.visible(type));
  if (asked.kind === 'list') {
    tags.add(tag.list(type.uid));
    filter(type, asked.filters);
    const isSorted = asked.sort !== undefined && asked.sort !== '' && asked.sort !== 'id';
    if (isSorted || asked.search !== undefined) dependOnAny(type.uid);
  }
  const outline = outlineOf(type, asked.populate);
  return { tags: [...tags], outline, timed };
}

interface Populated {
  filters?: { $and?: unknown[] };
  sort?: unknown;
  populate?: unknown;
}

interface Shown {
  documentId?: unknown;
  [name: string]: unknown;
}

/** The tags of the documents that an answer shows. */
export function documentTags(data: unknown, outline: Outline): string[] {
  const tags = new Set<string>();
  const walk = (value: unknown, outline: Outline) => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      if (value.length >= MOST_RELATED) outline.ifCut.forEach((each) => tags.add(each));
      value.forEach((each) => walk(each, outline));
      return;
    }
    const { whole, related } = outline;
    const shown = value as Shown;
    if (typeof shown.documentId === 'string') {
      tags.add(whole ? tag.whole(shown.documentId) : tag.document(shown.documentId));
    }
    for (const [name, inner] of related) walk(shown[name], inner);
  };
  walk(data, outline);
  return [...tags];
}
