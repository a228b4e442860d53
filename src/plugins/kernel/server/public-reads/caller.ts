import type { Context } from 'koa';

/** What Strapi's authentication leaves in a request's state. */
interface State {
  auth?: { strategy?: { name?: string } };
}

/**
 * Whether a reader sees what is published and no more: visitors and customers do; who comes with an
 * API token or as staff reads by the rights of that token or role.
 */
export function readsAsPublic(state: object): boolean {
  const name = (state as State).auth?.strategy?.name;
  return name === undefined || name === 'users-permissions';
}

/** Whether a request comes without anything that could make its caller somebody in particular. */
export function isVisitor({ req }: Context): boolean {
  return req.headers.authorization === undefined && req.headers.cookie === undefined;
}
