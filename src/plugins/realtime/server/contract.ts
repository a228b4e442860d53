import type { Core } from '@strapi/strapi';
import { gateOf } from './services/gate';

/** How many sockets are connected to this process. */
export function connectedSockets(strapi: Core.Strapi): number {
  return gateOf(strapi).sockets?.count() ?? 0;
}

/** Disconnects the sockets of this process, so that its HTTP server can come to its end. */
export function closeSockets(strapi: Core.Strapi): Promise<void> {
  return gateOf(strapi).close();
}
