import { constraint, type Explanation } from '../../kernel/server/contract';

/**
 * One account an address, whoever writes and however many at once, and the failed log-ins, which all
 * processes must count together. A log-in that fails for an unknown address is counted the same, so
 * that a lock does not tell that an account exists.
 */
export const tables = `
  CREATE UNIQUE INDEX IF NOT EXISTS up_users_email_key ON up_users (lower(email));
  CREATE UNIQUE INDEX IF NOT EXISTS up_users_username_key ON up_users (lower(username));
  -- What staff find a customer by, in any part of it.
  CREATE OR REPLACE FUNCTION customer_words(first_name text, last_name text, email text, phone text)
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN lower(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' '
                 || coalesce(email, '') || ' ' || coalesce(phone, ''));
  CREATE INDEX IF NOT EXISTS up_users_words_idx
    ON up_users USING gin (customer_words(first_name, last_name, email, phone) gin_trgm_ops);
  CREATE INDEX IF NOT EXISTS up_users_created_at_idx ON up_users (created_at, id);
  CREATE INDEX IF NOT EXISTS up_users_last_name_idx ON up_users (lower(last_name), id);
  CREATE INDEX IF NOT EXISTS strapi_sessions_session_id_idx ON strapi_sessions (session_id);
  CREATE INDEX IF NOT EXISTS strapi_sessions_child_id_idx ON strapi_sessions (child_id);
  CREATE INDEX IF NOT EXISTS strapi_sessions_user_id_idx ON strapi_sessions (user_id);
  ${constraint('addresses', 'addresses_user_present', 'CHECK (user_id IS NOT NULL)')}

  CREATE TABLE IF NOT EXISTS login_failures (
    account      bytea PRIMARY KEY,
    failures     integer NOT NULL,
    locked_until timestamptz,
    last_at      timestamptz NOT NULL DEFAULT now()
  );
`;

/** What a caller is told who runs into one of these, in the admin panel too. */
export const explanations: Readonly<Record<string, Explanation>> = {
  up_users_email_key: {
    code: 'EMAIL_TAKEN',
    field: 'email',
    message: 'There is an account with this e-mail address already.',
  },
  up_users_username_key: {
    code: 'USERNAME_TAKEN',
    field: 'username',
    message: 'There is an account with this user name already.',
  },
  addresses_user_present: {
    code: 'VALIDATION_FAILED',
    field: 'user',
    message: 'an address is of one customer. To take it away, delete the address itself.',
  },
};

/** The columns of Strapi's tables that this room's statements read and write. */
export const neededColumns = {
  shop_settings: ['id', 'country'],
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
    'confirmation_token',
    'reset_password_token',
    'blocked',
    'blocked_reason',
    'deleted_at',
    'updated_at',
    'created_at',
  ],
  up_users_role_lnk: ['user_id', 'role_id', 'user_ord'],
  up_roles: ['id', 'type'],
  strapi_sessions: [
    'session_id',
    'child_id',
    'device_id',
    'user_id',
    'origin',
    'type',
    'metadata',
    'status',
    'created_at',
    'updated_at',
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
