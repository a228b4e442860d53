import type { Core, UID } from '@strapi/strapi';
import { traverseEntity } from '@strapi/utils';
import type { Context, Next } from 'koa';

/** What the panel reads and writes documents by. */
const DOCUMENTS = /^\/content-manager\/(?:collection|single)-types\/([^/]+)/;
const READ = 'plugin::content-manager.explorer.read';

interface Ability {
  can(action: string, type: string, field: string): boolean;
}
type Visitor = Parameters<typeof traverseEntity>[0];
type Document = Parameters<typeof traverseEntity>[2];

/**
 * Takes out of what the panel is answered of related documents their private fields that the caller may not
 * read there. Strapi looks at the rights to the document that was asked for alone, and shows all of every
 * document beside it: who may see a stock level would see what its variant cost to buy.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    await next();
    const schema = strapi.contentTypes[DOCUMENTS.exec(ctx.path)?.[1] as UID.ContentType];
    const { userAbility } = ctx.state as { userAbility?: Ability };
    const body = (ctx.body ?? undefined) as { data?: unknown; results?: unknown } | undefined;
    if (schema === undefined || userAbility === undefined || typeof body !== 'object') return;
    const withoutPrivate = (document: unknown) =>
      traverseEntity(
        withoutPrivateOf(userAbility),
        { schema, getModel: strapi.getModel.bind(strapi) },
        document as Document,
      );
    if (isObject(body.data)) body.data = await withoutPrivate(body.data);
    if (Array.isArray(body.results)) {
      body.results = await Promise.all(body.results.map(withoutPrivate));
    }
  };

function withoutPrivateOf(ability: Ability): Visitor {
  return ({ key, attribute, schema, path }, { remove }) => {
    const isRelated = path.attribute?.includes('.');
    if (!isRelated || attribute?.private !== true || schema.modelType !== 'contentType') return;
    if (!ability.can(READ, schema.uid, key)) remove(key);
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
