import type { Core } from '@strapi/strapi';
import { publicTypesOf, type ContentType, type PublicType } from '../public-reads/public-type';
import { PublicView } from '../public-reads/public-view';

/**
 * The content types that anybody may read. A schema says so of itself, in
 * `pluginOptions.kernel.public`.
 */
export function createPublicTypes({ strapi }: { strapi: Core.Strapi }) {
  const contentTypes = Object.values(strapi.contentTypes) as ContentType[];
  const types = publicTypesOf(contentTypes);
  return {
    all: [...types.values()],
    view: new PublicView(types),
    /** @throws Error for a type whose schema does not say that it is public */
    get(uid: string): PublicType {
      const type = types.get(uid);
      if (type === undefined) throw new Error(`${uid} is not public: its schema does not say so`);
      return type;
    },
  };
}

/** The one that this process has. */
export function publicTypes(strapi: Core.Strapi): ReturnType<typeof createPublicTypes> {
  return strapi.plugin('kernel').service('public-types');
}
