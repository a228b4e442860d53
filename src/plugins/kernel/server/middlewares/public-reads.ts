import type { Core, UID } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { z } from 'zod';
import type { BoundedState } from '../public-reads/bound-relations';
import { readsAsPublic } from '../public-reads/caller';
import type { PublicType } from '../public-reads/public-type';
import { publicTypes } from '../services/public-types';

const options = z.object({ type: z.string() });

/**
 * Stands before the reading routes of a public type: what the public asks for is narrowed to what
 * the public may see, and a slug in the place of an id is looked up.
 *
 * @throws Refusal VALIDATION_FAILED (400) for a query that reaches beyond it
 */
export default (config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const { type: uid } = options.parse(config);

  return async (ctx: Context, next: Next): Promise<void> => {
    const { get, view } = publicTypes(strapi);
    const type = get(uid);
    const asPublic = readsAsPublic(ctx.state);
    if (asPublic) {
      (ctx.state as BoundedState).boundRelations = true;
      const query = ctx.query as Record<string, unknown>;
      const narrowed = view.query(type, query);
      for (const key of Object.keys(query)) delete query[key];
      Object.assign(query, narrowed);
    }
    const { id } = ctx.params as { id?: string };
    if (id !== undefined && type.hasSlug) {
      ctx.params.id = await documentIdOf(strapi, type, id, asPublic);
    }
    await next();
  };
};

/** The document that an id or a slug stands for; what is given where there is none. */
async function documentIdOf(
  strapi: Core.Strapi,
  type: PublicType,
  idOrSlug: string,
  publishedOnly: boolean,
): Promise<string> {
  const found = (await strapi.db.query(type.uid as UID.ContentType).findMany({
    where: {
      $or: [{ documentId: idOrSlug }, { slug: idOrSlug }],
      ...(type.draftAndPublish && publishedOnly ? { publishedAt: { $notNull: true } } : {}),
    },
    select: ['documentId'],
    limit: 3,
  })) as { documentId: string }[];
  const ids = found.map(({ documentId }) => documentId);
  return ids.includes(idOrSlug) ? idOrSlug : (ids[0] ?? idOrSlug);
}
