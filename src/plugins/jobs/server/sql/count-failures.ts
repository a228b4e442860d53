import { statement } from '../../../kernel/server/contract';

/** Tries that have failed, and what was given up after them, by listener and kind of job. */
export const countFailures = statement<[], { name: string; failures: number; given_up: number }>(
  'jobs.count_failures',
  `SELECT name, failures, given_up FROM job_failures`,
);
