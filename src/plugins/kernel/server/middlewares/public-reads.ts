import type { Core, UID } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { z } from 'zod';
import type { BoundedState } from '../public-reads/bound-relations';
import { readsAsPublic } from '../public-reads/caller';
import { withCondition, type RestQuery } from '../public-reads/public-reader';
import { publicRoutesOf } from '../public-reads/public-routes';
import type { PublicType } from '../public-reads/public-type';
import { noteRead } from '../public-reads/read-state';
import { slimPictures } from '../public-reads/slim-pictures';
import { tag } from '../read-cache/changes';
import { dependenciesOf, documentTags } from '../read-cache/dependencies';
import { publicTypes } from '../services/public-types';
import { answerPublicly, type VisitorState } from './public-queries';

const options = z.object({ type: z.string() });

/**
 * Stands before the reading routes of a public type: what the public asks for is narrowed to what
 * the public may see, and a slug in the place of an id is looked up. What our SQL can answer it
 * does; else the controller behind this one answers the narrowed query.
 *
 * @throws Refusal VALIDATION_FAILED (400) for a query that reaches beyond it
 */
export default (config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const { type: uid } = options.parse(config);

  return async (ctx: Context, next: Next): Promise<void> => {
    const { get, view } = publicTypes(strapi);
    const type = get(uid);
    const asPublic = readsAsPublic(ctx.state);
    const found = publicRoutesOf(strapi).find(ctx.path);
    // A visitor's has been tried before.
    const isTried = (ctx.state as VisitorState).visitorReads !== undefined;
    if (asPublic && found && !isTried && (await answerPublicly(strapi, ctx, found))) return;

    const asked = withCondition(ctx.query, await found?.route.condition?.(found.params));
    const { id } = ctx.params as { id?: string };
    if (!found?.route.condition && id !== undefined && type.hasSlug) {
      ctx.params.id = await documentIdOf(strapi, type, id, asPublic);
    }
    if (!asPublic) {
      replaceQuery(ctx, asked);
      await next();
      return;
    }
    (ctx.state as BoundedState).boundRelations = true;
    const narrowed = view.query(type, asked);
    const { tags, timed, outline } = dependenciesOf({ get, view }, type, {
      ...asked,
      kind: found?.route.kind ?? 'list',
      search: asked._q,
      populate: narrowed.populate,
    });
    replaceQuery(ctx, narrowed);
    await next();
    slimPictures(ctx.body);
    const { data } = (ctx.body ?? {}) as { data?: unknown };
    noteRead(ctx.state, { tags: [...tags, ...documentTags(data, outline)], timed });
    if (data == null) noteRead(ctx.state, { tags: [tag.any(uid)], timed });
  };
};

function replaceQuery(ctx: Context, by: RestQuery): void {
  const query = ctx.query as Record<string, unknown>;
  const replaced = { ...by };
  for (const key of Object.keys(query)) delete query[key];
  Object.assign(query, replaced);
}

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
