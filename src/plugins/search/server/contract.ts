import type { Core } from '@strapi/strapi';
import { roomOf } from './services/room';

/** Makes the whole index anew and waits until it is; searches go on meanwhile. */
export async function rebuildSearchIndex(strapi: Core.Strapi): Promise<void> {
  const { keeper } = roomOf(strapi);
  await keeper.rebuild();
  await keeper.catchUp();
}
