import type { Core } from '@strapi/strapi';
import type { Database } from './database/database';
import { constraintsOf, type Explanation } from './services/constraints';
import type { Clock } from './services/clock';
import { dukaConfig } from './services/database';
import { openToken, signToken, type TokenPurpose } from './domain/signed-token';

export type { DukaConfig } from './config';
export { openDatabase, Rollback } from './database/database';
export type { Connections, Database, Queryable, Transaction } from './database/database';
export { constraint } from './database/constraint';
export { define, defineExtension } from './database/definition';
export { isAboutData, isUnavailable, sqlState, violatedConstraint } from './database/sqlstate';
export { oneStartAtATime } from './database/start-lock';
export { statement, type Statement } from './database/statement';
export { currencyExponent } from './domain/currency';
export { invalid, Refusal, type ErrorCode, type FieldFault } from './domain/errors';
export { canonicalJson } from './domain/idempotency-key';
export { newDocumentId, newOrderNumber, newSecretId } from './domain/ids';
export {
  divideAmount,
  formatAmount,
  LARGEST_UNIT_PRICE,
  parseAmount,
  portionOf,
} from './domain/money';
export { faultsOf, type TransitionTable } from './domain/state-machine';
export { csvOf, pagesOf, type Cell } from './export/csv';
export { openCsv, type CsvFile, type CsvRow } from './import/csv';
export { DELIMITERS, placeColumns, type CsvColumns } from './import/csv-header';
export { readJsonLines } from './import/json-lines';
export { Report, type ReportListener, type RowRemark } from './import/report';
export { UnreadableFile } from './import/unreadable-file';
// All of it, or plugins could not add to `EventPayloads`.
export * from './domain/events';
export { answer, bodyOf, mutation, outsideMutation, type MutationOptions } from './http/answer';
export { collectionRoutes, singleTypeRoutes } from './http/core-routes';
export { LARGEST_PAGE_SIZE, paginationOf, type Page, type Pagination } from './domain/pages';
export { pageOfStrapi, pageQuery } from './http/page-query';
export { registerRoutes, type CustomRoute } from './http/routes';
export {
  createKeyedLimit,
  createRateLimit,
  type KeyedLimit,
  type RateLimit,
} from './http/rate-limit';
export { optionalTextOf, textOf, validate, wholeNumberInQuery } from './http/validate';
export { presentPublicly } from './public-reads/presenters';
export { addPublicList } from './public-reads/public-routes';
export {
  guardedFetch,
  whyNotCalled,
  type GuardedAnswer,
  type GuardedRequest,
} from './outside/guarded-fetch';
export { dukaConfig, openPool, poolsOf } from './services/database';
export type { Answer, TwoSteps } from './services/once';
export type { Explanation } from './services/constraints';
export { tellEdits, type Edit, type EditTeller } from './documents/edits';
export { editorOf, isPanel, pageOpenedAt } from './services/editor';
export { registerStaffActions } from './services/staff-actions';
export { inStrapiTransaction } from './services/strapi-transaction';
export { examine, type DoctorCheck, type Finding } from './services/doctor';
export { forgetOldKeys } from './services/forget-old-keys';
export { gathered } from './services/gather';
export { openPublicTypes } from './services/open-public-types';
export { onPublished, publish, tellPublished } from './services/publish';
export { redisOf } from './services/redis';
export { apart, currentCorrelation, withCorrelation } from './sight/activity';
export { onFault, type Fault } from './sight/faults';
export { healthCheck, healthChecksOf, type Health, type HealthCheck } from './sight/health';
export { metric, metricsOf, type Metric } from './sight/metrics';

/** The pool that all plugins of this process share. */
export function databaseOf(strapi: Core.Strapi): Database {
  return strapi.plugin('kernel').service('database') as Database;
}

/** The database's clock, for what is decided without a statement. */
export function clockOf(strapi: Core.Strapi): Clock {
  return strapi.plugin('kernel').service('clock') as Clock;
}

/**
 * Says what a caller is told when a write runs into a constraint of the database, in the panel too.
 *
 * @param explanations by the constraint's name
 */
export function explainConstraints(
  strapi: Core.Strapi,
  explanations: Readonly<Record<string, Explanation>>,
): void {
  constraintsOf(strapi).explain(explanations);
}

/** The token that opens one cart or one order for who has no account. */
export function tokenFor(strapi: Core.Strapi, purpose: TokenPurpose, id: string): string {
  return signToken(dukaConfig(strapi).tokenKeys, purpose, id);
}

/** The id that such a token opens; undefined for a forged one. */
export function idOfToken(
  strapi: Core.Strapi,
  purpose: TokenPurpose,
  token: string,
): string | undefined {
  return openToken(dukaConfig(strapi).tokenKeys, purpose, token);
}
