/** When each schedule is next due, for all processes together. Every statement can be repeated. */
export const tables = `
  CREATE TABLE IF NOT EXISTS schedules (
    name   text PRIMARY KEY,
    due_at timestamptz NOT NULL
  );
`;
