import { resolve } from 'node:path';
import { EXPOSED_HEADERS } from './lib/cors';
import { notificationSettings } from './lib/notification-settings';
import { paymentSettings } from './lib/payment-settings';
import { settings } from './lib/environment';

/** What the plugins read by `strapi.config.get('duka')`; its type is the kernel's `DukaConfig`. */
export default {
  databaseUrl: settings.DATABASE_URL,
  databasePoolSize: settings.DATABASE_POOL_SIZE,
  redisUrl: settings.REDIS_URL,
  isWorker: settings.DUKA_WORKER === 'inline',
  keepEventsDays: settings.DUKA_KEEP_EVENTS_DAYS,
  log: { level: settings.LOG_LEVEL, format: settings.LOG_FORMAT },
  operationsToken: settings.DUKA_OPS_TOKEN,
  imagesFromPrivateAddresses: settings.DUKA_IMAGES_ALLOW_PRIVATE,
  dataDir: resolve(settings.DUKA_DATA_DIR),
  errorTracking:
    settings.SENTRY_DSN === undefined
      ? undefined
      : {
          dsn: settings.SENTRY_DSN,
          environment: settings.SENTRY_ENVIRONMENT,
          release: settings.SENTRY_RELEASE,
        },
  tokenKeys: settings.APP_KEYS,
  currency: settings.DUKA_CURRENCY,
  holdSeconds: settings.DUKA_HOLD_MINUTES * 60,
  rateLimits: settings.DUKA_RATE_LIMITS,
  limits: {
    logInsPerMinute: settings.DUKA_LOG_INS_PER_MINUTE,
    registrationsPerHour: settings.DUKA_REGISTRATIONS_PER_HOUR,
    newCartsPerMinute: settings.DUKA_NEW_CARTS_PER_MINUTE,
    couponGuessesPerMinute: settings.DUKA_COUPON_GUESSES_PER_MINUTE,
    paymentsPerOrder: settings.DUKA_PAYMENTS_PER_ORDER,
    paymentsPerPhone: settings.DUKA_PAYMENTS_PER_PHONE,
    refusalsPerCard: settings.DUKA_REFUSALS_PER_CARD,
    lockAfterFailures: settings.DUKA_LOCK_AFTER_FAILURES,
    lockSeconds: settings.DUKA_LOCK_MINUTES * 60,
    holdCeilingSeconds: settings.DUKA_HOLD_CEILING_MINUTES * 60,
    unitsPerSku: settings.DUKA_MOST_UNITS_PER_SKU,
    unitsPerSkuAndAddress: settings.DUKA_MOST_UNITS_PER_SKU_AND_ADDRESS,
    linesPerAddress: settings.DUKA_MOST_LINES_PER_ADDRESS,
  },
  payments: paymentSettings(settings),
  search: {
    languages: settings.DUKA_SEARCH_LANGUAGES,
    server: settings.OPENSEARCH_URL
      ? { url: settings.OPENSEARCH_URL, index: settings.OPENSEARCH_INDEX }
      : undefined,
  },
  notifications: notificationSettings(settings),
  publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
  webhooks: {
    allowPrivate: settings.DUKA_WEBHOOKS_ALLOW_PRIVATE,
    offAfterDays: settings.DUKA_WEBHOOKS_OFF_AFTER_DAYS,
    secretsIn: settings.DUKA_WEBHOOKS_IN_SECRET,
  },
  sockets: {
    perAddress: settings.DUKA_SOCKETS_PER_ADDRESS,
    cartWarningSeconds: settings.DUKA_CART_WARNING_MINUTES * 60,
  },
  frontendOrigins: settings.FRONTEND_URL,
  exposedHeaders: EXPOSED_HEADERS,
  readCacheBytes: settings.DUKA_READ_CACHE_MB * 1_000_000,
  readMaxAgeSeconds: settings.DUKA_READ_MAX_AGE_SECONDS,
  firstAdministrator: {
    email: settings.DUKA_ADMIN_EMAIL,
    password: settings.DUKA_ADMIN_PASSWORD,
  },
};
