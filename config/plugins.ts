import { settings } from './lib/environment';
import { FLOORS } from './lib/floors';
import { pageSize } from './lib/page-size';
import { uploadProvider } from './lib/upload-provider';

export default {
  ...Object.fromEntries(
    FLOORS.flat().map((name) => [name, { enabled: true, resolve: `./src/plugins/${name}` }]),
  ),
  'users-permissions': {
    config: { jwtManagement: 'refresh' },
  },
  graphql: {
    config: {
      shadowCRUD: true,
      depthLimit: 8,
      ...pageSize,
      landingPage: false,
      apolloServer: {
        cors: false,
        introspection: process.env.NODE_ENV !== 'production',
        hideSchemaDetailsFromClientErrors: process.env.NODE_ENV === 'production',
        includeStacktraceInErrorResponses: false,
        parseOptions: { maxTokens: 2_000 },
        bodyParserConfig: { enableTypes: ['json'], jsonLimit: '100kb' },
      },
    },
  },
  upload: {
    config: {
      ...uploadProvider(settings),
      security: {
        allowedTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'],
        deniedTypes: ['image/svg+xml', 'text/html', 'application/xml', 'application/javascript'],
      },
    },
  },
};
