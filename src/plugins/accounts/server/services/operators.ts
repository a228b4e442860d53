import type { Core } from '@strapi/strapi';
import type { Operator } from '../domain/caller';

/** What Strapi's session manager says of a token. */
type SessionCheck =
  | { isValid: false; payload: null }
  | { isValid: true; payload: { userId: string; sessionId: string } };

interface AdminUser {
  id: number;
  firstname: string | null;
  lastname: string | null;
  email: string;
  isActive: boolean;
}

interface ApiToken {
  id: number;
  type: 'read-only' | 'full-access' | 'custom';
  kind: string | null;
  expiresAt: string | null;
  permissions: string[];
}

interface ApiTokenService {
  hash(accessKey: string): string;
  getByAccessKey(hash: string): Promise<ApiToken | null>;
}

interface PermissionService {
  engine: { generateUserAbility(user: AdminUser): Promise<{ can(action: string): boolean }> };
}

/** The member of staff of an admin panel's session, undefined for any other token. */
export async function staffOf(strapi: Core.Strapi, token: string): Promise<Operator | undefined> {
  const sessions = strapi.sessionManager('admin');
  const { isValid, payload } = sessions.validateAccessToken(token) as SessionCheck;
  if (!isValid || !(await sessions.isSessionActive(payload.sessionId))) return undefined;
  const user = (await strapi.db
    .query('admin::user')
    .findOne({ where: { id: Number(payload.userId) }, populate: ['roles'] })) as AdminUser | null;
  if (!user?.isActive) return undefined;
  const permissions = strapi.service('admin::permission') as PermissionService;
  const ability = await permissions.engine.generateUserAbility(user);
  const name = [user.firstname, user.lastname].filter(Boolean).join(' ') || user.email;
  return { kind: 'staff', userId: user.id, name, may: (action) => ability.can(action) };
}

/**
 * The machine of one of Strapi's API tokens. Full access may all, read-only nothing that asks for a
 * permission of ours, a custom one what is ticked.
 */
export async function machineOf(strapi: Core.Strapi, token: string): Promise<Operator | undefined> {
  const tokens = strapi.service('admin::api-token-content-api') as ApiTokenService;
  const found = await tokens.getByAccessKey(tokens.hash(token));
  if (found === null || (found.kind !== 'content-api' && found.kind !== null)) return undefined;
  if (found.expiresAt !== null && new Date(found.expiresAt) < new Date()) return undefined;
  const ticked = new Set(found.type === 'custom' ? found.permissions : []);
  const may = (action: string) => found.type === 'full-access' || ticked.has(action);
  return { kind: 'machine', tokenId: found.id, may };
}
