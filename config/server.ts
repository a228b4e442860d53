import { settings } from './lib/environment';

const isDeveloped = process.env.NODE_ENV === 'development';

export default {
  host: settings.HOST,
  port: settings.PORT,
  url: settings.PUBLIC_URL ?? '',
  // Behind a proxy the caller's address is in X-Forwarded-For; without one, that header is a lie.
  proxy: { koa: settings.PROXY },
  app: { keys: settings.APP_KEYS },
  webhooks: { populateRelations: false },
  logger: {
    // A table of many lines, which whoever reads a log of JSON cannot read.
    startup: { enabled: isDeveloped },
    // Asks npm's registry for newer versions.
    updates: { enabled: isDeveloped },
  },
};
