import { settings } from './lib/environment';

export default {
  host: settings.HOST,
  port: settings.PORT,
  url: settings.PUBLIC_URL ?? '',
  // Behind a proxy the caller's address is in X-Forwarded-For; without one, that header is a lie.
  proxy: { koa: settings.PROXY },
  app: { keys: settings.APP_KEYS },
  webhooks: { populateRelations: false },
};
