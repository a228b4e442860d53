import type { Core } from '@strapi/strapi';
import { dukaConfig, registerRoutes } from '../../kernel/server/contract';
import operations from './controllers/operations';
import { operatorRoutes } from './routes/operators';
import type { ErrorTracking } from './services/error-tracking';
import { createExposition } from './services/exposition';
import { registerChecks } from './services/own-checks';
import { registerMetrics } from './services/own-metrics';

/** Of a token that nobody guesses. */
const LEAST_TOKEN_LENGTH = 16;

let tracking: ErrorTracking | undefined;

export default {
  controllers: { operations },
  services: { exposition: createExposition },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'operations', operatorRoutes, '');
    registerChecks(strapi);
    registerMetrics(strapi);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const { errorTracking: settings, operationsToken } = dukaConfig(strapi);
    if (operationsToken !== undefined && operationsToken.length < LEAST_TOKEN_LENGTH) {
      strapi.log.warn('DUKA_OPS_TOKEN is short and can be guessed: make it 16 characters or more');
    }
    if (settings === undefined) return;
    const { trackErrors } = await import('./services/error-tracking.js');
    tracking = trackErrors(strapi, settings);
  },
  async destroy() {
    await tracking?.stop();
  },
};
