import type { Core } from '@strapi/strapi';
import { clockOf } from '../../../../kernel/server/contract';

export interface ApiToken {
  id: number;
  type: 'read-only' | 'full-access' | 'custom';
  kind: string | null;
  expiresAt: string | null;
  permissions: string[];
}

export interface ApiTokenService {
  hash(accessKey: string): string;
  getByAccessKey(hash: string): Promise<ApiToken | null>;
}

/** Strapi's service of API tokens. */
export function apiTokensOf(strapi: Core.Strapi): ApiTokenService {
  return strapi.service('admin::api-token-content-api') as ApiTokenService;
}

/**
 * Has API tokens expire by the database's clock, on Strapi's own routes too: one that has expired is not
 * found, and of one that has not Strapi, which would ask the clock of the process, hears no end.
 */
export function keepApiTokensByDatabaseClock(strapi: Core.Strapi): void {
  const tokens = apiTokensOf(strapi);
  const find = tokens.getByAccessKey.bind(tokens);
  tokens.getByAccessKey = async (hash) => {
    const found = await find(hash);
    if (found === null || found.expiresAt === null) return found;
    const isOver = new Date(found.expiresAt).getTime() <= clockOf(strapi).now();
    return isOver ? null : { ...found, expiresAt: null };
  };
}
