export { acquirePostgres, type AcquireOptions, type PostgresLease } from './acquire';
export { EmbeddedPostgresError } from './errors';
