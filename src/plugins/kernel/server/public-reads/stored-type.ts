import type { Core } from '@strapi/strapi';
import type { PublicType } from './public-type';

/** Scalars that our SQL can show as Strapi does, by what they are in PostgreSQL. */
export type ScalarKind = 'text' | 'integer' | 'float' | 'decimal' | 'boolean' | 'json' | 'datetime';

export interface StoredScalar {
  column: string;
  kind: ScalarKind;
}

/** How rows of one table lead to rows of another: always by a table between the two. */
export interface StoredLink {
  target: StoredType;
  toMany: boolean;
  table: string;
  /** The link table's column that holds the owner's id. */
  own: string;
  /** The one that holds the target's id. */
  other: string;
  /** The one by which an editor has put them in order. */
  order: string | undefined;
  /** What else a link of this attribute has in its columns, such as the field's name. */
  where: Readonly<Record<string, string>>;
}

/** A type as it lies in the database, without what is private. */
export interface StoredType {
  uid: string;
  table: string;
  draftAndPublish: boolean;
  scalars: ReadonlyMap<string, StoredScalar>;
  /** Relations to public types, pictures and components. */
  links: ReadonlyMap<string, StoredLink>;
  /** Whether there are attributes of a kind that our SQL does not show. */
  partial: boolean;
}

export const FILE = 'plugin::upload.file';

const KINDS: Readonly<Record<string, ScalarKind>> = {
  increments: 'integer',
  integer: 'integer',
  float: 'float',
  decimal: 'decimal',
  boolean: 'boolean',
  json: 'json',
  datetime: 'datetime',
  string: 'text',
  uid: 'text',
  text: 'text',
  richtext: 'text',
  email: 'text',
  enumeration: 'text',
};

/** What we read of Strapi's description of its tables. */
interface Metadata {
  tableName: string;
  attributes: Readonly<Record<string, MetadataAttribute>>;
}
interface MetadataAttribute {
  type: string;
  columnName?: string;
  relation?: string;
  target?: string;
  morphBy?: string;
  joinTable?: JoinTable;
}
interface JoinTable {
  name: string;
  joinColumn: { name: string };
  inverseJoinColumn?: { name: string };
  morphColumn?: { typeColumn: { name: string }; idColumn: { name: string } };
  orderColumnName?: string;
  on?: Record<string, string>;
}
interface Model {
  attributes: Readonly<Record<string, { private?: boolean; type?: string }>>;
}

/**
 * Where the public types, their pictures and their components lie in the database, by their uid. To
 * be called once Strapi has brought its tables up to date.
 */
export function storedTypesOf(
  strapi: Core.Strapi,
  publicTypes: readonly PublicType[],
): ReadonlyMap<string, StoredType> {
  const types = new Map<string, StoredType>();

  const read = (uid: string, wanted: (attribute: string) => boolean, drafts: boolean) => {
    const known = types.get(uid);
    if (known) return known;
    const { tableName, attributes } = strapi.db.metadata.get(uid) as Metadata;
    const model = strapi.getModel(uid as never) as Model;
    const scalars = new Map<string, StoredScalar>();
    const links = new Map<string, StoredLink>();
    const type = {
      uid,
      table: tableName,
      draftAndPublish: drafts,
      scalars,
      links,
      partial: false,
    };
    // Before its links: a category has categories below it.
    types.set(uid, type);
    for (const [name, attribute] of Object.entries(attributes)) {
      if (!isShown(model, name)) continue;
      if (attribute.type === 'relation') {
        if (!wanted(name)) continue;
        const link = linkOf(name, attribute, uid);
        if (link) links.set(name, link);
        else type.partial = true;
        continue;
      }
      const kind = KINDS[attribute.type];
      if (kind && attribute.columnName) scalars.set(name, { column: attribute.columnName, kind });
      else type.partial = true;
    }
    return type;
  };

  const linkOf = (
    name: string,
    { joinTable, target, morphBy, relation = '' }: MetadataAttribute,
    uid: string,
  ): StoredLink | undefined => {
    if (target === undefined) return undefined;
    const toMany = relation.endsWith('Many');
    if (morphBy !== undefined) {
      const files = strapi.db.metadata.get(target) as Metadata;
      const morph = files.attributes[morphBy]?.joinTable;
      if (!morph?.morphColumn) return undefined;
      return {
        target: read(target, () => false, false),
        toMany,
        table: morph.name,
        own: morph.morphColumn.idColumn.name,
        other: morph.joinColumn.name,
        order: 'order',
        where: { [morph.morphColumn.typeColumn.name]: uid, field: name },
      };
    }
    if (!joinTable?.inverseJoinColumn) return undefined;
    const other = publicTypes.find((type) => type.uid === target);
    return {
      target: other ? readPublic(other) : read(target, () => false, false),
      toMany,
      table: joinTable.name,
      own: joinTable.joinColumn.name,
      other: joinTable.inverseJoinColumn.name,
      order: joinTable.orderColumnName,
      where: joinTable.on ?? {},
    };
  };

  const readPublic = (type: PublicType): StoredType =>
    read(
      type.uid,
      (name) => type.relations.has(name) || type.media.has(name) || type.components.has(name),
      type.draftAndPublish,
    );

  for (const type of publicTypes) readPublic(type);
  return types;
}

/** Whether the public sees an attribute of this name. */
function isShown(model: Model, name: string): boolean {
  if (name === 'id' || name === 'documentId') return true;
  const attribute = model.attributes[name];
  return attribute !== undefined && attribute.private !== true;
}
