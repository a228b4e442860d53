import type { Core } from '@strapi/strapi';

interface Encryption {
  encrypt(value: string): string | null;
  decrypt(value: string): string | null;
}

/**
 * Keeps a secret as Strapi keeps those of API tokens: by `ENCRYPTION_KEY`. A copy of the database
 * alone signs nothing.
 */
export function sealed(strapi: Core.Strapi, secret: string): string {
  const kept = encryptionOf(strapi).encrypt(secret);
  if (kept === null) throw new Error('There is no ENCRYPTION_KEY');
  return kept;
}

/** The secret that was kept; undefined where `ENCRYPTION_KEY` is another one now. */
export function unsealed(strapi: Core.Strapi, kept: string): string | undefined {
  return encryptionOf(strapi).decrypt(kept) ?? undefined;
}

function encryptionOf(strapi: Core.Strapi): Encryption {
  return strapi.service('admin::encryption') as Encryption;
}
