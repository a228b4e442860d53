import { EXPOSED_HEADERS } from './lib/cors';
import { settings } from './lib/environment';

export default [
  'plugin::kernel.requests',
  'plugin::kernel.read-cache',
  'plugin::kernel.api-version',
  'plugin::kernel.error-codes',
  'strapi::errors',
  'plugin::kernel.errors',
  {
    name: 'strapi::cors',
    config: {
      origin: settings.FRONTEND_URL,
      credentials: true,
      headers: [
        'Content-Type',
        'Authorization',
        'Idempotency-Key',
        'X-Cart-Token',
        'X-Order-Token',
        'If-None-Match',
        'X-Request-Id',
      ],
      expose: EXPOSED_HEADERS,
    },
  },
  'plugin::kernel.public-queries',
  'plugin::kernel.direct-routes',
  {
    name: 'strapi::security',
    config: {
      contentSecurityPolicy: {
        useDefaults: true,
        directives: {
          // Product images that were imported by address are shown from where they are.
          'img-src': ["'self'", 'data:', 'blob:', 'https:'],
          'media-src': ["'self'", 'data:', 'blob:'],
          upgradeInsecureRequests: null,
        },
      },
    },
  },
  'plugin::kernel.uploads',
  {
    name: 'strapi::query',
    config: { depth: 12, strictDepth: true, parameterLimit: 200, throwOnLimitExceeded: true },
  },
  'plugin::media.multipart',
  {
    name: 'strapi::body',
    config: {
      jsonLimit: '1mb',
      formLimit: '56kb',
      textLimit: '56kb',
      formidable: {
        maxFileSize: 20 * 1024 * 1024,
        maxFiles: 20,
        // Files are handed on as they come to their end, a small one before a large one before it.
        onFileBegin: (_field: string, file: { begunAt?: number }) => {
          file.begunAt = performance.now();
        },
      },
    },
  },
  'plugin::kernel.request-limits',
  'plugin::kernel.strapi-inputs',
  'plugin::kernel.private-relations',
  'plugin::kernel.session',
  { name: 'strapi::favicon', config: { path: 'public/favicon.png' } },
  'strapi::public',
];
