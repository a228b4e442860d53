import type { Core } from '@strapi/strapi';

/** What we use of users-permissions' services, typed; Strapi gives them untyped. */
export interface PasswordService {
  ensureHashedPasswords<T extends { password: string }>(values: T): Promise<T>;
  validatePassword(password: string, hash: string): Promise<boolean>;
}

export interface JwtService {
  /** Who an access token was given to; throws where it is not good. */
  verify(token: string): Promise<{ id: number; sessionId: string }>;
}

/** The plugin's service that hashes and compares passwords. */
export function passwordsOf(strapi: Core.Strapi): PasswordService {
  return strapi.plugin('users-permissions').service('user') as PasswordService;
}

/** The plugin's service that signs and reads tokens. */
export function jwtOf(strapi: Core.Strapi): JwtService {
  return strapi.plugin('users-permissions').service('jwt') as JwtService;
}

/** The secret that customers' tokens are signed with. */
export function sessionSecretOf(strapi: Core.Strapi): string {
  return strapi.config.get<string>('plugin::users-permissions.jwtSecret');
}
