import type { Core } from '@strapi/strapi';
import { invalid } from '../domain/errors';
import { LARGEST_PAGE_SIZE, USUAL_PAGE_SIZE } from '../domain/pages';
import { readsAsPublic } from '../public-reads/caller';
import { inNotation, inOrder } from '../public-reads/notation';
import { publicReaderOf } from '../public-reads/public-reader';
import type { PublicRelation, PublicType } from '../public-reads/public-type';
import { noteRead } from '../public-reads/read-state';
import { FILE } from '../public-reads/stored-type';
import { tag } from '../read-cache/changes';
import { dependenciesOf } from '../read-cache/dependencies';
import { publicTypes } from '../services/public-types';
import { refusing } from './refusing';
import { RelationLoader } from './relation-loader';
import { isRow, type Arguments, type Pagination, type ResolverMiddleware } from './resolver';
import { selectedFields } from './selected';

interface Mappers {
  graphQLFiltersToStrapiQuery(filters: unknown, contentType: object): unknown;
}

/**
 * What stands before Strapi's resolvers of public types: what the public asks is narrowed to what the
 * public may see, and relations of many documents are loaded together.
 */
export function publicResolvers(strapi: Core.Strapi) {
  const { get, view } = publicTypes(strapi);
  const types = { get, view };
  const loaders = new WeakMap<object, RelationLoader>();

  const loaderOf = (context: object) => {
    const known = loaders.get(context) ?? new RelationLoader(publicReaderOf(strapi));
    loaders.set(context, known);
    return known;
  };

  return { atRoot, atRelation, atPart };

  function atRoot(
    type: PublicType,
    kind: 'list' | 'one',
    asConnection: boolean,
  ): ResolverMiddleware {
    return refusing(strapi, async (next, parent, args, context, info) => {
      if (!readsAsPublic(context.state)) return next(parent, args, context, info);
      const { publicationFilter: _, hasPublishedVersion: __, ...given } = args;
      const asked = { ...given, sort: sortOf(given.sort), pagination: given.pagination ?? {} };
      const narrowed = { ...narrow(type, asked), sort: inOrder(asked.sort), status: 'published' };
      const asRelationsSeeIt = context.rootQueryArgsByPath?.get(info.path.key);
      if (asRelationsSeeIt) {
        const { _originField } = asRelationsSeeIt;
        context.rootQueryArgsByPath?.set(info.path.key, { ...narrowed, _originField });
      }
      const { tags, timed } = dependenciesOf(types, type, {
        kind,
        filters: inRest(type.uid, asked.filters),
        sort: asked.sort,
      });
      noteRead(context.state, { tags, timed });
      const conditions = { filters: inRest(type.uid, narrowed.filters), sort: narrowed.sort };
      const part = partOf(asked.pagination);
      const wanted = {
        ...conditions,
        fields: selectedFields(info, asConnection ? 'nodes' : undefined),
      };
      const rows =
        kind === 'list'
          ? await publicReaderOf(strapi).rows(type.uid, wanted, part)
          : await publicReaderOf(strapi).rows(type.uid, oneOf(wanted, args.documentId), ONE);
      const result = !rows
        ? await next(parent, narrowed, context, info)
        : kind === 'one'
          ? (rows[0] ?? null)
          : asAnswer(rows, type.uid, asConnection, {
              ...conditions,
              start: part.offset,
              limit: part.limit,
              status: 'published',
            });
      const shown = documentsOf(result);
      // Of one that is not there, any change may be that it comes.
      const missing = kind === 'one' && shown.length === 0 ? [tag.any(type.uid)] : [];
      noteRead(context.state, {
        tags: [...missing, ...shown.map(({ documentId }) => tag.document(documentId))],
        timed,
      });
      return result;
    });
  }

  function atRelation(
    type: PublicType,
    name: string,
    relation: PublicRelation,
    asConnection: boolean,
  ): ResolverMiddleware {
    const target = get(relation.target);
    return refusing(strapi, async (next, parent, args, context, info) => {
      if (!readsAsPublic(context.state)) return next(parent, args, context, info);
      const narrowed = narrow(target, args, relation.inverse);
      const given = inRest(target.uid, args.filters);
      const visible = view.visible(target, relation);
      const filters = { $and: given === undefined ? [visible] : [visible, given] };
      const { tags, timed } = dependenciesOf(types, type, {
        kind: 'one',
        populate: { [name]: { filters } },
      });
      const page = partOf(args.pagination);
      const sort = sortOf(args.sort);
      const loaded = isRow(parent)
        ? await loaderOf(context).load(type.uid, name, parent.documentId, {
            fields: [...selectedFields(info, asConnection ? 'nodes' : undefined)],
            filters: inRest(target.uid, narrowed.filters),
            sort,
            ...page,
          })
        : undefined;
      const result = loaded
        ? asAnswer(loaded.documents, target.uid, asConnection)
        : await next(parent, narrowed, context, info);
      const shown = documentsOf(result).map(({ documentId }) => tag.document(documentId));
      // Where it shows them all, another order shows the same ones.
      const isWhole = page.offset === 0 && shown.length < page.limit;
      const byOrder = sort === undefined || isWhole ? [] : [tag.any(target.uid)];
      noteRead(context.state, { tags: [...tags, ...byOrder, ...wholeOf(parent), ...shown], timed });
      return result;
    });
  }

  /** A picture or a component: it is seen by whoever sees the document that it belongs to. */
  function atPart(type: PublicType, name: string, asConnection: boolean): ResolverMiddleware {
    const part = type.componentTypes.get(name) ?? FILE;
    return refusing(strapi, async (next, parent, args, context, info) => {
      if (!readsAsPublic(context.state)) return next(parent, args, context, info);
      noteRead(context.state, { tags: [tag.touches(part), ...wholeOf(parent)], timed: false });
      if (!isRow(parent)) return next(parent, args, context, info);
      view.refuseSortByRelation(args.sort, ['sort']);
      const loaded = await loaderOf(context).load(type.uid, name, parent.documentId, {
        fields: [...selectedFields(info, asConnection ? 'nodes' : undefined)],
        filters: inRest(part, args.filters),
        sort: sortOf(args.sort),
        ...partOf(args.pagination),
      });
      return loaded
        ? asAnswer(loaded.documents, part, asConnection)
        : next(parent, args, context, info);
    });
  }

  function narrow(type: PublicType, args: Arguments, inverse?: string): Arguments {
    view.refuseSortByRelation(args.sort, ['sort']);
    const seenFrom = { target: type.uid, inverse };
    const visible = inNotation(view.visible(type, seenFrom), 'graphql');
    const given = view.filters(type, args.filters, 'graphql', ['filters']);
    return { ...args, filters: given === undefined ? visible : { and: [visible, given] } };
  }

  /** Conditions in GraphQL's notation in that of REST. */
  function inRest(uid: string, filters: unknown): unknown {
    if (filters === undefined || filters === null) return undefined;
    const { mappers } = strapi.plugin('graphql').service('utils') as {
      mappers: Mappers;
    };
    return mappers.graphQLFiltersToStrapiQuery(filters, strapi.getModel(uid as never));
  }
}

function wholeOf(parent: unknown): string[] {
  return isRow(parent) ? [tag.whole(parent.documentId)] : [];
}

function documentsOf(result: unknown) {
  if (Array.isArray(result)) return result.filter(isRow);
  if (typeof result === 'object' && result !== null && 'nodes' in result) {
    return Array.isArray(result.nodes) ? result.nodes.filter(isRow) : [];
  }
  return isRow(result) ? [result] : [];
}

function asAnswer(
  documents: unknown,
  resourceUID: string,
  asConnection: boolean,
  args: object = {},
): unknown {
  return asConnection ? { nodes: documents, info: { args, resourceUID } } : documents;
}

const ONE = { limit: 1, offset: 0 };

function oneOf<Wanted extends { filters: unknown }>(wanted: Wanted, documentId: unknown): Wanted {
  return { ...wanted, filters: { $and: [{ documentId }, wanted.filters ?? {}] } };
}

function sortOf(sort: unknown): unknown {
  return Array.isArray(sort) && sort.length === 0 ? undefined : (sort ?? undefined);
}

/** The part of a list that is asked for, as Strapi reads it: none is smaller than one document. */
function partOf(pagination: Pagination | null | undefined): { limit: number; offset: number } {
  const { start, limit, page, pageSize } = pagination ?? {};
  if ((start ?? limit ?? null) !== null && (page ?? pageSize ?? null) !== null) {
    throw invalid([{ path: ['pagination'], message: 'cannot have both a page and a start' }]);
  }
  const size = limit === -1 ? LARGEST_PAGE_SIZE : (limit ?? pageSize ?? USUAL_PAGE_SIZE);
  const most = Math.min(Math.max(size, 1), LARGEST_PAGE_SIZE);
  return { limit: most, offset: Math.max(start ?? ((page ?? 1) - 1) * most, 0) };
}
