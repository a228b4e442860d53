import type { Core } from '@strapi/strapi';
import { gateOf } from './services/gate';

/** Disconnects the sockets of this process, so that its HTTP server can come to its end. */
export function closeSockets(strapi: Core.Strapi): Promise<void> {
  return gateOf(strapi).close();
}
