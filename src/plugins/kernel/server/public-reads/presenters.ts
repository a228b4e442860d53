import type { Core } from '@strapi/strapi';

/** Makes of a document, as it lies in the database, what the public is shown. */
export type Presenter = (document: unknown) => unknown;

const presenters = new WeakMap<Core.Strapi, Map<string, Presenter>>();

/**
 * Says how a type's documents go out where the public asks for them themselves, as its controller
 * does for everybody else. To be called while plugins register.
 */
export function presentPublicly(strapi: Core.Strapi, uid: string, presenter: Presenter): void {
  presenters.set(
    strapi,
    (presenters.get(strapi) ?? new Map<string, Presenter>()).set(uid, presenter),
  );
}

/** How a type's documents go out; undefined where they go as they are. */
export function presenterOf(strapi: Core.Strapi, uid: string): Presenter | undefined {
  return presenters.get(strapi)?.get(uid);
}
