import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import type { Context } from 'koa';

interface RelationsController {
  extractAndValidateRequestInfo(ctx: Context, id?: string): Promise<object | undefined>;
}

/**
 * Has the panel's look-ups of relations refused where a role may not see the field. Strapi's controller
 * answers 403 there, gives back nothing, and then fails as it reads what it gave back.
 */
export function refuseRelationLookUps(strapi: Core.Strapi): void {
  const controller = strapi
    .plugin('content-manager')
    .controller('relations') as unknown as RelationsController;
  const extract = controller.extractAndValidateRequestInfo.bind(controller);
  controller.extractAndValidateRequestInfo = async (ctx, id) => {
    const info = await extract(ctx, id);
    if (info === undefined) throw new errors.ForbiddenError();
    return info;
  };
}
