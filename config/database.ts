import { settings } from './lib/environment';

export default {
  connection: {
    client: 'postgres',
    connection: {
      connectionString: settings.DATABASE_URL,
      // Strapi's columns carry no zone, so every session must mean the same by them.
      options: '-c timezone=UTC',
      application_name: 'duka-strapi',
    },
    pool: { min: 0, max: settings.DATABASE_POOL_SIZE },
    acquireConnectionTimeout: 10_000,
    // An error's text tells the statement and not the values in it: those are the shoppers'.
    compileSqlOnError: false,
  },
  settings: { runMigrations: true },
};
