import type { Core, UID } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import type { Context } from 'koa';
import { allowsFields, rightOfScope } from '../../domain/content-rights';
import { panelUserOf, type Ability } from './operators';

/** What Strapi keeps of who has signed in. */
interface Authentication {
  ability: Ability;
}

interface Routed {
  /** One scope or several; a route without one asks for nobody in particular. */
  scope?: string | string[];
}

interface ContentTypeService {
  getNestedFields(model: unknown, options: object): string[];
}

/**
 * Lets the admin panel's session in on Strapi's generated routes, with the rights that are ticked for
 * the content manager. What those routes write is published at once, so it needs that right too.
 */
export function admitStaff(strapi: Core.Strapi): void {
  const strategy = {
    name: 'staff',
    async authenticate(ctx: Context) {
      const [, token] = /^Bearer +(\S+)$/i.exec(ctx.get('Authorization')) ?? [];
      const found = token === undefined ? undefined : await panelUserOf(strapi, token);
      if (found === undefined) return { authenticated: false };
      return { authenticated: true, credentials: { id: found.user.id }, ability: found.ability };
    },
    verify({ ability }: Authentication, { scope }: Routed) {
      const scopes = [scope ?? []].flat();
      if (scopes.length > 0 && scopes.every((each) => may(strapi, ability, each))) return;
      throw new errors.ForbiddenError();
    },
  };
  const auth = strapi.get('auth') as { register(type: string, by: typeof strategy): unknown };
  auth.register('content-api', strategy);
}

function may(strapi: Core.Strapi, ability: Ability, scope: string): boolean {
  const wanted = rightOfScope(scope);
  if (wanted === undefined) return false;
  const { subject, right } = wanted;
  const type = strapi.contentType(subject as UID.ContentType);
  const rules = (name: string) =>
    ability.rulesFor(`plugin::content-manager.explorer.${name}`, subject);
  const writes = right === 'create' || right === 'update';
  if (writes && type.options?.draftAndPublish && !allowsFields(rules('publish'), [])) return false;
  if (right === 'delete') return allowsFields(rules(right), []);
  return allowsFields(rules(right), writes ? sentFields(strapi, type) : fieldsOf(strapi, type));
}

/**
 * The fields of a type that the request at hand would write: in Strapi's `data`, or in a bare body. What is
 * no field of it Strapi refuses by its name.
 */
function sentFields(strapi: Core.Strapi, { attributes }: { attributes: object }): string[] {
  const request = strapi.requestContext.get()?.request as { body?: unknown } | undefined;
  const body = request?.body;
  const { data = body } = (body ?? {}) as { data?: unknown };
  if (typeof data !== 'object' || data === null) return [];
  return Object.keys(data).filter((name) => name in attributes);
}

/** All that the panel can tick, for a read shows all of it. */
function fieldsOf(strapi: Core.Strapi, type: unknown): string[] {
  const service = strapi.service('admin::content-type') as ContentTypeService;
  return service.getNestedFields(type, { components: strapi.components });
}
