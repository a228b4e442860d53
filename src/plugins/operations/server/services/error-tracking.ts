import {
  captureException,
  close,
  dedupeIntegration,
  init,
  linkedErrorsIntegration,
  type ErrorEvent,
} from '@sentry/node';
import type { Core } from '@strapi/strapi';
import {
  currentCorrelation,
  onFault,
  type DukaConfig,
  type Fault,
} from '../../../kernel/server/contract';
import { scrubbed } from '../domain/scrub';

const FLUSH_LIMIT_MS = 2_000;

export interface ErrorTracking {
  /** Sends what is waiting, for two seconds at most, and nothing afterwards. */
  stop(): Promise<void>;
}

/**
 * Tells Sentry of what should not have happened: requests that end in a 5xx, and what nobody caught.
 * Nothing is instrumented, and of an error only what says where it was goes out.
 */
export function trackErrors(
  strapi: Core.Strapi,
  { dsn, environment, release }: NonNullable<DukaConfig['errorTracking']>,
): ErrorTracking {
  init({
    dsn,
    environment,
    ...(release === undefined ? {} : { release }),
    defaultIntegrations: false,
    integrations: [linkedErrorsIntegration(), dedupeIntegration()],
    enableRuntimeChannelInjection: false,
    beforeSend: withoutSecrets,
  });
  const tell = ({ error, correlation, route }: Fault) => {
    captureException(error, { tags: { correlation, route } });
  };
  const uncaught = (error: unknown) => tell({ error, correlation: currentCorrelation() });
  onFault(strapi, tell);
  process.on('uncaughtExceptionMonitor', uncaught);
  process.on('unhandledRejection', uncaught);
  return {
    async stop() {
      process.off('uncaughtExceptionMonitor', uncaught);
      process.off('unhandledRejection', uncaught);
      await close(FLUSH_LIMIT_MS);
    },
  };
}

/** An event anew from what is known to be harmless; what the library adds some day is left out. */
function withoutSecrets(event: ErrorEvent): ErrorEvent {
  const { event_id, timestamp, platform, level, release, environment, tags, sdk, exception } =
    event;
  const values = exception?.values?.map(({ type, value, stacktrace, mechanism }) => ({
    type,
    value: value === undefined ? undefined : scrubbed(value),
    stacktrace,
    mechanism,
  }));
  return {
    type: undefined,
    event_id,
    timestamp,
    platform,
    level,
    release,
    environment,
    tags,
    sdk,
    exception: { values },
  } as ErrorEvent;
}
