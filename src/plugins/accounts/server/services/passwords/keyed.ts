import { createHmac } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { dukaConfig } from '../../../../kernel/server/contract';

/** A password as it may stand in the books: of no use to who does not have the shop's key. */
export function keyed(strapi: Core.Strapi, password: string): string {
  const key = dukaConfig(strapi).tokenKeys.join();
  return createHmac('sha256', key).update(password).digest('base64url');
}
