import type { Core } from '@strapi/strapi';

/** Something that should not have happened: an error that nobody foresaw. */
export interface Fault {
  error: unknown;
  correlation: string | undefined;
  /** Method and route of the request in which it happened. */
  route?: string;
}

type Listener = (fault: Fault) => void;

const listeners = new WeakMap<Core.Strapi, Listener[]>();

/** Has `listener` told of every fault, for who tracks errors. */
export function onFault(strapi: Core.Strapi, listener: Listener): void {
  listeners.set(strapi, [...(listeners.get(strapi) ?? []), listener]);
}

/** Tells of a fault; it is not thereby handled. */
export function tellFault(strapi: Core.Strapi, fault: Fault): void {
  for (const listener of listeners.get(strapi) ?? []) listener(fault);
}
