import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** One piece of work from its beginning to its end: a request, or a job. */
export interface Activity {
  /** By which everything that this work caused is found again: in logs, events, mails, webhooks. */
  readonly correlation: string;
  /** SQL statements that it has run so far, and how long it waited for them. */
  statements: number;
  sqlMilliseconds: number;
  /** What PostgreSQL last refused of a statement of Strapi's for the data that it was given. */
  refused?: Error;
}

/** What is kept of an id that a caller gives: harmless in a header, a log line and a mail. */
const SANE_ID = /^[\w.:;=+/@-]{1,128}$/;

const current = new AsyncLocalStorage<Activity>();

/**
 * A new activity.
 *
 * @param given the id that a caller or an earlier activity gave; one that is not sane is replaced
 */
export function newActivity(given?: string): Activity {
  const correlation = given !== undefined && SANE_ID.test(given) ? given : randomUUID();
  return { correlation, statements: 0, sqlMilliseconds: 0 };
}

/** Runs work as an activity; everything that it calls and awaits belongs to it. */
export function within<T>(activity: Activity, work: () => T): T {
  return current.run(activity, work);
}

/** The correlation id of the request or job that the caller belongs to. */
export function currentCorrelation(): string | undefined {
  return current.getStore()?.correlation;
}

/**
 * Counts a statement of SQL to the activity that begins it.
 *
 * @returns what is called when it has ended, from wherever
 */
export function beginStatement(): () => void {
  const activity = current.getStore();
  if (activity === undefined) return () => undefined;
  const began = performance.now();
  activity.statements += 1;
  return () => {
    activity.sqlMilliseconds += performance.now() - began;
  };
}

/** Keeps what PostgreSQL says of data, for Strapi may hide it behind what it says of the next statement. */
export function noteRefused(error: Error): void {
  const activity = current.getStore();
  if (activity !== undefined) activity.refused = error;
}

/** What PostgreSQL last refused of the data of the request or job that the caller belongs to. */
export function lastRefused(): Error | undefined {
  return current.getStore()?.refused;
}

const ofNobody = AsyncLocalStorage.snapshot();

/**
 * Runs work that the caller only sets going: it belongs to no request, and to no transaction of
 * Strapi's, whoever calls. Timers and connections that outlive a request are made in here.
 */
export function apart<T>(work: () => T): T {
  return ofNobody(work);
}

/** Runs work that an earlier request caused, such as a job, under that request's correlation id. */
export function withCorrelation<T>(correlation: string | undefined, work: () => T): T {
  return within(newActivity(correlation), work);
}
