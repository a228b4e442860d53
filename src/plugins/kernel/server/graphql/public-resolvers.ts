import type { Core } from '@strapi/strapi';
import { readsAsPublic } from '../public-reads/caller';
import { publicReaderOf } from '../public-reads/public-reader';
import type { PublicRelation, PublicType } from '../public-reads/public-type';
import { inNotation, inOrder } from '../public-reads/public-view';
import { noteRead } from '../public-reads/read-state';
import { FILE } from '../public-reads/stored-type';
import { tag } from '../read-cache/changes';
import { dependenciesOf } from '../read-cache/dependencies';
import { publicTypes } from '../services/public-types';
import { RelationLoader } from './relation-loader';
import { isRow, type Arguments, type Pagination, type ResolverMiddleware } from './resolver';

const USUAL_PAGE = 25;
const LARGEST_PAGE = 100;

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

  function atRoot(type: PublicType, kind: 'list' | 'one'): ResolverMiddleware {
    return async (next, parent, args, context, info) => {
      if (!readsAsPublic(context.state)) return next(parent, args, context, info);
      const { publicationFilter: _, hasPublishedVersion: __, ...asked } = args;
      const narrowed = { ...narrow(type, asked), sort: inOrder(asked.sort), status: 'published' };
      const asRelationsSeeIt = context.rootQueryArgsByPath?.get(info.path.key);
      if (asRelationsSeeIt) {
        const { _originField } = asRelationsSeeIt;
        context.rootQueryArgsByPath?.set(info.path.key, { ...narrowed, _originField });
      }
      const isSorted = Array.isArray(asked.sort) ? asked.sort.length > 0 : asked.sort !== undefined;
      const { tags, timed } = dependenciesOf(types, type, {
        kind,
        filters: inRest(type, asked.filters),
        sort: isSorted ? asked.sort : undefined,
      });
      noteRead(context.state, { tags, timed });
      const result = await next(parent, narrowed, context, info);
      const shown = documentsOf(result);
      // Of one that is not there, any change may be that it comes.
      const missing = kind === 'one' && shown.length === 0 ? [tag.any(type.uid)] : [];
      noteRead(context.state, {
        tags: [...missing, ...shown.map(({ documentId }) => tag.document(documentId))],
        timed,
      });
      return result;
    };
  }

  function atRelation(
    type: PublicType,
    name: string,
    relation: PublicRelation,
    asConnection: boolean,
  ): ResolverMiddleware {
    const target = get(relation.target);
    return async (next, parent, args, context, info) => {
      if (!readsAsPublic(context.state)) return next(parent, args, context, info);
      const narrowed = narrow(target, args, relation.inverse);
      const given = inRest(target, args.filters);
      const visible = view.visible(target, relation);
      const filters = { $and: given === undefined ? [visible] : [visible, given] };
      const { tags, timed } = dependenciesOf(types, type, {
        kind: 'one',
        populate: { [name]: { filters } },
      });
      const page = partOf(args.pagination);
      const loaded =
        isRow(parent) && page
          ? await loaderOf(context).load(type.uid, name, parent.documentId, {
              filters: inRest(target, narrowed.filters),
              sort: sortOf(args.sort),
              ...page,
            })
          : undefined;
      const result = loaded
        ? asAnswer(loaded.documents, target.uid, asConnection)
        : await next(parent, narrowed, context, info);
      const shown = documentsOf(result).map(({ documentId }) => tag.document(documentId));
      noteRead(context.state, { tags: [...tags, ...wholeOf(parent), ...shown], timed });
      return result;
    };
  }

  /** A picture or a component: it is seen by whoever sees the document that it belongs to. */
  function atPart(type: PublicType, name: string, asConnection: boolean): ResolverMiddleware {
    const part = type.componentTypes.get(name) ?? FILE;
    return async (next, parent, args, context, info) => {
      if (!readsAsPublic(context.state)) return next(parent, args, context, info);
      noteRead(context.state, { tags: [tag.touches(part), ...wholeOf(parent)], timed: false });
      const page = partOf(args.pagination);
      if (!isRow(parent) || !page || args.filters !== undefined || sortOf(args.sort)) {
        return next(parent, args, context, info);
      }
      const loaded = await loaderOf(context).load(type.uid, name, parent.documentId, page);
      return loaded
        ? asAnswer(loaded.documents, part, asConnection)
        : next(parent, args, context, info);
    };
  }

  function narrow(type: PublicType, args: Arguments, inverse?: string): Arguments {
    view.refuseSortByRelation(args.sort, ['sort']);
    const seenFrom = { target: type.uid, inverse };
    const visible = inNotation(view.visible(type, seenFrom), 'graphql');
    const given = view.filters(type, args.filters, 'graphql', ['filters']);
    return { ...args, filters: given === undefined ? visible : { and: [visible, given] } };
  }

  /** Conditions in GraphQL's notation in that of REST. */
  function inRest(type: PublicType, filters: unknown): unknown {
    if (filters === undefined || filters === null) return undefined;
    const { mappers } = strapi.plugin('graphql').service('utils') as {
      mappers: Mappers;
    };
    return mappers.graphQLFiltersToStrapiQuery(filters, strapi.getModel(type.uid as never));
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

function asAnswer(documents: unknown, resourceUID: string, asConnection: boolean): unknown {
  return asConnection ? { nodes: documents, info: { args: {}, resourceUID } } : documents;
}

function sortOf(sort: unknown): unknown {
  return Array.isArray(sort) && sort.length === 0 ? undefined : (sort ?? undefined);
}

/** The part of a relation's list that is asked for; undefined where Strapi is to make sense of it. */
function partOf(pagination: Pagination = {}): { limit: number; offset: number } | undefined {
  const { start, limit, page, pageSize } = pagination;
  const size = limit ?? pageSize ?? USUAL_PAGE;
  const most = size < 0 ? LARGEST_PAGE : Math.min(size, LARGEST_PAGE);
  const isBoth = (start ?? limit) !== undefined && (page ?? pageSize) !== undefined;
  if (isBoth || most === 0 || (start ?? 0) < 0 || (page ?? 1) < 1) return undefined;
  return { limit: most, offset: start ?? ((page ?? 1) - 1) * most };
}
