import type { Core, UID } from '@strapi/strapi';
import { invalid } from '../domain/errors';
import { readReference } from '../domain/reference';

type Documents = Core.Strapi['documents'];
type DocumentMiddleware = Parameters<Documents['use']>[0];

const WRITES = new Set(['create', 'update', 'clone']);

/**
 * Makes relations that are a column of the table (`"useJoinTable": false`) editable. Strapi turns
 * document ids into row ids for its join tables only; here it is done for these, so that the admin
 * panel, REST and GraphQL may all write them.
 *
 * @throws Refusal VALIDATION_FAILED (400) for a relation to something that is not there
 */
export function foreignKeys(strapi: Core.Strapi): DocumentMiddleware {
  const rowId = async (name: string, target: UID.ContentType, where: Where): Promise<number> => {
    const query = { where, select: ['id'] };
    const row = (await strapi.db.query(target).findOne(query)) as { id: number } | null;
    if (row === null) throw invalid([{ path: [name], message: 'is not there (any more)' }]);
    return row.id;
  };

  return async (ctx, next) => {
    const { data } = ctx.params as { data?: Record<string, unknown> };
    if (!WRITES.has(ctx.action) || !data) return next();
    for (const [name, target] of foreignKeysOf(ctx.contentType.attributes)) {
      const reference = readReference(data[name]);
      switch (reference.kind) {
        case 'unchanged':
          Reflect.deleteProperty(data, name);
          break;
        case 'cleared':
          data[name] = null;
          break;
        case 'malformed':
          throw invalid([{ path: [name], message: 'must be the id of a document' }]);
        case 'row':
          data[name] = await rowId(name, target, { id: reference.id });
          break;
        case 'document':
          data[name] = await rowId(name, target, { documentId: reference.documentId });
      }
    }
    return next();
  };
}

type Where = { id: number } | { documentId: string };

function foreignKeysOf(
  attributes: Record<string, object>,
): [name: string, target: UID.ContentType][] {
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    'useJoinTable' in attribute && attribute.useJoinTable === false && 'target' in attribute
      ? [[name, attribute.target as UID.ContentType] as [string, UID.ContentType]]
      : [],
  );
}
