import { z } from 'zod';

/** Conditions in Strapi's notation, such as `{ active: true }`. */
export type Conditions = Readonly<Record<string, unknown>>;

/** What a populate asks of one relation, in Strapi's notation. */
export interface Populated {
  fields?: unknown;
  filters?: unknown;
  sort?: unknown;
  populate?: Record<string, Populated>;
}

export interface PublicRelation {
  target: string;
  /** The attribute on the other side, where there is one. */
  inverse: string | undefined;
}

/** A content type that anybody may read, as far as its schema says so. */
export interface PublicType {
  uid: string;
  draftAndPublish: boolean;
  /** Whether a document is found by its slug as well as by its id. */
  hasSlug: boolean;
  /** What a row must fulfil to be seen, beyond being published. */
  where: Conditions;
  /** What an answer shows of relations when the caller says nothing. */
  populate: Readonly<Record<string, Populated>>;
  /** Relations to other public types; the others do not exist for the public. */
  relations: ReadonlyMap<string, PublicRelation>;
  media: ReadonlySet<string>;
  components: ReadonlySet<string>;
  /** The component type of each of these. */
  componentTypes: ReadonlyMap<string, string>;
  /** Whether its answers tell of the present time, such as whether a store is open. */
  changesByTime: boolean;
}

export type PublicTypes = ReadonlyMap<string, PublicType>;

/** What `pluginOptions.kernel.public` of a schema may say. */
const declaration = z
  .strictObject({
    where: z.record(z.string(), z.unknown()).default({}),
    populate: z.record(z.string(), z.custom<Populated>()).default({}),
    changesByTime: z.boolean().default(false),
  })
  .optional();

/** The part of a content type that is read here. */
export interface ContentType {
  uid: string;
  options?: { draftAndPublish?: boolean };
  pluginOptions?: object;
  attributes: Readonly<Record<string, object>>;
}

interface Attribute {
  type?: string;
  target?: string;
  component?: string;
  private?: boolean;
  mappedBy?: string;
  inversedBy?: string;
}

function declarationOf({ pluginOptions = {} }: ContentType) {
  const kernel = (pluginOptions as { kernel?: { public?: unknown } }).kernel;
  return declaration.parse(kernel?.public);
}

/**
 * Reads which content types are public, and how, out of their schemas.
 *
 * @throws ZodError for a declaration that is not one
 */
export function publicTypesOf(contentTypes: readonly ContentType[]): PublicTypes {
  const declared = contentTypes.flatMap((contentType) => {
    const said = declarationOf(contentType);
    return said ? [{ contentType, said }] : [];
  });
  const uids = new Set(declared.map(({ contentType }) => contentType.uid));
  return new Map(
    declared.map(({ contentType, said }) => {
      const attributes = Object.entries(contentType.attributes as Record<string, Attribute>).filter(
        ([, attribute]) => attribute.private !== true,
      );
      const named = (type: string) =>
        new Set(attributes.flatMap(([name, attribute]) => (attribute.type === type ? name : [])));
      const relations = attributes.flatMap(([name, attribute]) => {
        const { type, target, mappedBy, inversedBy } = attribute;
        if (type !== 'relation' || target === undefined || !uids.has(target)) return [];
        return [[name, { target, inverse: mappedBy ?? inversedBy }] as const];
      });
      const type: PublicType = {
        uid: contentType.uid,
        draftAndPublish: contentType.options?.draftAndPublish === true,
        hasSlug: 'slug' in contentType.attributes,
        ...said,
        relations: new Map(relations),
        media: named('media'),
        components: named('component'),
        componentTypes: new Map(
          attributes.flatMap(([name, { component }]) =>
            component === undefined ? [] : [[name, component] as const],
          ),
        ),
      };
      return [type.uid, type];
    }),
  );
}
