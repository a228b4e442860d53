/** Indexes of the catalogue on Strapi's tables. Every statement can be repeated. */
export const tables = `
  -- Pictures by address are known by their hash, and every save looks their owners up.
  CREATE INDEX IF NOT EXISTS files_hash_idx ON files (hash);
  CREATE INDEX IF NOT EXISTS files_related_mph_owner_idx
    ON files_related_mph (related_id, related_type, field);
`;
