import { constraint } from '../../kernel/server/contract';

/**
 * One account an address, whoever writes and however many at once, and the failed log-ins, which all
 * processes must count together. A log-in that fails for an unknown address is counted the same, so
 * that a lock does not tell that an account exists.
 */
export const tables = `
  CREATE UNIQUE INDEX IF NOT EXISTS up_users_email_key ON up_users (lower(email));
  CREATE UNIQUE INDEX IF NOT EXISTS up_users_username_key ON up_users (lower(username));
  CREATE INDEX IF NOT EXISTS strapi_sessions_session_id_idx ON strapi_sessions (session_id);
  CREATE INDEX IF NOT EXISTS strapi_sessions_user_id_idx ON strapi_sessions (user_id);
  ${constraint('addresses', 'addresses_user_present', 'CHECK (user_id IS NOT NULL)')}

  CREATE TABLE IF NOT EXISTS failed_logins (
    email_hash   bytea PRIMARY KEY,
    failures     integer NOT NULL,
    locked_until timestamptz,
    last_at      timestamptz NOT NULL DEFAULT now()
  );
`;

/** The columns of Strapi's tables that this room's statements read and write. */
export const neededColumns = {
  up_users: [
    'id',
    'document_id',
    'username',
    'email',
    'first_name',
    'last_name',
    'phone',
    'provider',
    'password',
    'confirmed',
    'blocked',
  ],
  up_users_role_lnk: ['user_id', 'role_id', 'user_ord'],
  up_roles: ['id', 'type'],
  strapi_sessions: [
    'session_id',
    'child_id',
    'user_id',
    'origin',
    'status',
    'expires_at',
    'absolute_expires_at',
  ],
  stores_managers_lnk: ['store_id', 'user_id'],
  addresses: [
    'id',
    'document_id',
    'user_id',
    'first_name',
    'last_name',
    'phone',
    'line_1',
    'line_2',
    'city',
    'region',
    'postal_code',
    'country',
  ],
} as const;
