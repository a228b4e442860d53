/** What is kept for all processes together. Every statement can be repeated. */
export const tables = `
  -- Wakes who works events, for what PostgreSQL writes itself: it goes with the commit. Others call
  -- publish, which costs a commit nothing.
  CREATE OR REPLACE FUNCTION duka_events_written() RETURNS void LANGUAGE sql AS $$
    SELECT pg_notify('duka_events', '')
  $$;

  -- When each schedule is next due.
  CREATE TABLE IF NOT EXISTS schedules (
    name   text PRIMARY KEY,
    due_at timestamptz NOT NULL
  );

  -- Who wants which events; every process that starts says so.
  CREATE TABLE IF NOT EXISTS listeners (
    name     text PRIMARY KEY,
    -- NULL for all.
    events   text[],
    in_order boolean NOT NULL,
    -- What is wanted to be followed in some process; nothing is handed over for it.
    follows  boolean NOT NULL DEFAULT false,
    seen_at  timestamptz NOT NULL DEFAULT now()
  );

  -- Listeners that for now want only some of the events that they listen to (NULL: all of them), written
  -- in the transaction by which that changes. For what nobody wants there are no jobs, and an import
  -- writes no events.
  CREATE TABLE IF NOT EXISTS narrowed_listeners (
    name   text PRIMARY KEY,
    events text[]
  );

  -- What is still to be done: an event for a listener (event_id), or a job that somebody queued. What is
  -- done is gone, but for what has a key, which is kept to be known again.
  CREATE TABLE IF NOT EXISTS jobs (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL,
    event_id    bigint,
    -- Of the event, where the listener wants the events of one object in their order.
    subject     text,
    key         text,
    payload     jsonb,
    correlation text,
    state       text NOT NULL DEFAULT 'waiting'
                CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    attempts    integer NOT NULL DEFAULT 0,
    -- How often it was handed to a worker.
    offers      integer NOT NULL DEFAULT 0,
    -- Not before.
    due_at      timestamptz NOT NULL DEFAULT now(),
    -- When it is handed to a worker, again where one has it already and has not been heard of.
    offer_at    timestamptz NOT NULL DEFAULT now(),
    last_error  text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    ended_at    timestamptz
  );
  -- What has failed since the shop is there, of each listener and kind of job.
  CREATE TABLE IF NOT EXISTS job_failures (
    name     text PRIMARY KEY,
    failures bigint NOT NULL,
    given_up bigint NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS jobs_event_idx ON jobs (event_id, name)
    WHERE event_id IS NOT NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS jobs_key_idx ON jobs (name, key) WHERE key IS NOT NULL;
  CREATE INDEX IF NOT EXISTS jobs_offer_idx ON jobs (offer_at) WHERE state IN ('waiting', 'running');
  CREATE INDEX IF NOT EXISTS jobs_order_idx ON jobs (name, subject, event_id)
    WHERE subject IS NOT NULL;
  CREATE INDEX IF NOT EXISTS jobs_ended_idx ON jobs (ended_at) WHERE state IN ('done', 'dead');
`;
