/** The kernel's own tables. Every statement can be repeated. */
export const tables = `
  CREATE TABLE IF NOT EXISTS idempotency_keys (
    key_hash    bytea PRIMARY KEY,
    fingerprint bytea NOT NULL,
    -- Null until there is an answer: a call that needs somebody outside binds its key before.
    status      integer,
    -- As it was written: an answer is repeated to the letter.
    body        json,
    subject     text,
    request_key text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL
  );
  CREATE INDEX IF NOT EXISTS idempotency_keys_expires_at_idx ON idempotency_keys (expires_at);

  CREATE TABLE IF NOT EXISTS outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event       text NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    subject     text NOT NULL,
    payload     jsonb NOT NULL,
    -- The writer's transaction: which rows a reader has not seen yet is asked by it, never by the id,
    -- for what took a lower id may commit later.
    xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    correlation text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    relayed_at  timestamptz
  );
  CREATE INDEX IF NOT EXISTS outbox_xid_idx ON outbox (xid);
  CREATE INDEX IF NOT EXISTS outbox_waiting_idx ON outbox (id) WHERE relayed_at IS NULL;
`;
