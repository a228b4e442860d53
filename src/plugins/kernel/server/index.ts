import type { Core } from '@strapi/strapi';
import apiVersion from './middlewares/api-version';
import directRoutes from './middlewares/direct-routes';
import errorCodes from './middlewares/error-codes';
import errors from './middlewares/errors';
import privateRelations from './middlewares/private-relations';
import publicQueries from './middlewares/public-queries';
import publicReads from './middlewares/public-reads';
import readCache from './middlewares/read-cache';
import requestLimits from './middlewares/request-limits';
import requests from './middlewares/requests';
import session from './middlewares/session';
import strapiInputs from './middlewares/strapi-inputs';
import uploads from './middlewares/uploads';
import { clockOf, databaseOf, define, dukaConfig } from './contract';
import { boundRelations } from './public-reads/bound-relations';
import { PublicReader, publicReaderOf } from './public-reads/public-reader';
import { createPublicRoutes } from './public-reads/public-routes';
import { changeTriggers } from './read-cache/change-triggers';
import { createReadCache, readCacheOf, showReadCache } from './read-cache/read-cache';
import { foreignKeys } from './documents/foreign-keys';
import { hideInvisible } from './documents/hidden-attributes';
import { identity } from './documents/identity';
import { refuseRelationLookUps } from './documents/relation-look-ups';
import { wellFormed } from './documents/well-formed';
import { buildGraphqlLate } from './graphql/build-late';
import { openGraphql } from './graphql/open-graphql';
import { openLog } from './log/open-log';
import { createConstraints } from './services/constraints';
import { Clock } from './services/clock';
import { openPool } from './services/database';
import { createPublicTypes, publicTypes } from './services/public-types';
import { openRedis } from './services/redis';
import { watchStrapiStatements } from './services/strapi-statements';
import { tables } from './tables';

export default {
  services: {
    database: ({ strapi }: { strapi: Core.Strapi }) => openPool(strapi, { name: 'duka' }),
    clock: ({ strapi }: { strapi: Core.Strapi }) => new Clock(strapi),
    constraints: createConstraints,
    'public-types': createPublicTypes,
    'public-routes': createPublicRoutes,
    'public-reader': ({ strapi }: { strapi: Core.Strapi }) =>
      new PublicReader(strapi, databaseOf(strapi)),
    'read-cache': createReadCache,
    redis: openRedis,
  },
  middlewares: {
    'api-version': apiVersion,
    'direct-routes': directRoutes,
    'error-codes': errorCodes,
    errors,
    'private-relations': privateRelations,
    'public-queries': publicQueries,
    'public-reads': publicReads,
    'read-cache': readCache,
    'request-limits': requestLimits,
    requests,
    session,
    'strapi-inputs': strapiInputs,
    uploads,
  },
  register({ strapi }: { strapi: Core.Strapi }) {
    openLog(strapi);
    strapi.documents.use(identity(strapi));
    strapi.documents.use(wellFormed(strapi));
    strapi.documents.use(foreignKeys(strapi));
    refuseRelationLookUps(strapi);
    hideInvisible(strapi);
    openGraphql(strapi);
    buildGraphqlLate(strapi);
    // Of X-Forwarded-For only the last address is from our proxy; those before it are the caller's.
    strapi.server.app.maxIpsCount = 1;
    if (!dukaConfig(strapi).rateLimits) {
      strapi.log.warn('Rate limits are off: DUKA_RATE_LIMITS is off');
    }
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await clockOf(strapi).measure();
    boundRelations(strapi);
    watchStrapiStatements(strapi);
    showReadCache(strapi);
    await define(databaseOf(strapi), { name: 'kernel', script: tables });
    await define(databaseOf(strapi), { name: 'kernel.changes', script: triggersOf(strapi) });
  },
  async destroy({ strapi }: { strapi: Core.Strapi }) {
    await readCacheOf(strapi).stop();
  },
};

function triggersOf(strapi: Core.Strapi): string {
  const stored = publicReaderOf(strapi).types();
  return changeTriggers([...stored.values()], (uid) => {
    const type = publicTypes(strapi).all.find((each) => each.uid === uid);
    const names = Object.keys(type?.where ?? {});
    return names.flatMap((name) => stored.get(uid)?.scalars.get(name)?.column ?? []);
  });
}
