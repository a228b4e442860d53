export { acquirePostgres, type AcquireOptions, type PostgresLease } from './acquire';
export {
  BASE_ARCHIVE,
  backUpCluster,
  embeddedMajor,
  isRunning,
  replaceCluster,
} from './base-backup';
export { EmbeddedPostgresError } from './errors';
