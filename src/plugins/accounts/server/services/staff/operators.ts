import type { Core } from '@strapi/strapi';
import type { Operator } from '../../domain/caller';
import { apiTokensOf } from './api-tokens';

interface AdminUser {
  id: number;
  firstname: string | null;
  lastname: string | null;
  email: string;
  isActive: boolean;
}

/** A line of what somebody may do, as Strapi's engine keeps it. */
export interface Rule {
  /** Which fields; all where it names none. */
  fields?: string[];
  /** Which documents; all where it has none. */
  conditions?: unknown;
}

/** What a member of staff may do, by the ticks in the admin panel. */
export interface Ability {
  can(action: string): boolean;
  rulesFor(action: string, subject: string): Rule[];
}

interface PermissionService {
  engine: { generateUserAbility(user: AdminUser): Promise<Ability> };
}

/** The member of staff of an admin panel's session, undefined for any other token. */
export async function staffOf(strapi: Core.Strapi, token: string): Promise<Operator | undefined> {
  const found = await panelUserOf(strapi, token);
  if (found === undefined) return undefined;
  const { user, ability } = found;
  const name = [user.firstname, user.lastname].filter(Boolean).join(' ') || user.email;
  return { kind: 'staff', userId: user.id, name, may: (action) => ability.can(action) };
}

/** Who is signed in to the panel with a token, and what they may; undefined for any other token. */
export async function panelUserOf(
  strapi: Core.Strapi,
  token: string,
): Promise<{ user: AdminUser; ability: Ability } | undefined> {
  const sessions = strapi.sessionManager('admin');
  const { isValid, payload } = sessions.validateAccessToken(token);
  if (!isValid || !(await sessions.isSessionActive(payload.sessionId))) return undefined;
  const user = (await strapi.db
    .query('admin::user')
    .findOne({ where: { id: Number(payload.userId) }, populate: ['roles'] })) as AdminUser | null;
  if (!user?.isActive) return undefined;
  const permissions = strapi.service('admin::permission') as PermissionService;
  return { user, ability: await permissions.engine.generateUserAbility(user) };
}

/**
 * The machine of one of Strapi's API tokens. Full access may all, read-only nothing that asks for a
 * permission of ours, a custom one what is ticked.
 */
export async function machineOf(strapi: Core.Strapi, token: string): Promise<Operator | undefined> {
  const tokens = apiTokensOf(strapi);
  const found = await tokens.getByAccessKey(tokens.hash(token));
  if (found === null || (found.kind !== 'content-api' && found.kind !== null)) return undefined;
  const ticked = new Set(found.type === 'custom' ? found.permissions : []);
  const may = (action: string) => found.type === 'full-access' || ticked.has(action);
  return { kind: 'machine', tokenId: found.id, may };
}
