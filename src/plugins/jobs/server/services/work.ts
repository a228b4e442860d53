import {
  gathered,
  withCorrelation,
  type Database,
  type Transaction,
} from '../../../kernel/server/contract';
import { waitAfter } from '../domain/back-off';
import { endJobs } from '../sql/end-jobs';
import { renewJob } from '../sql/renew-job';
import type { EventRow } from '../sql/read-news';
import { setAside } from '../sql/set-aside';
import { takeEvents } from '../sql/take-events';
import { takeJobs, type TakenJob } from '../sql/take-jobs';
import { takeJobsOf, type Take } from './handing';
import { happened } from './happened';
import type { Job, Listener } from './registry';

const LISTENER_TRIES = 10;
const JOB_TRIES = 8;
/** A job that its process has not renewed for so long is another's. */
const LEASE_SECONDS = 15;
const LONGEST_ERROR = 2_000;

type Warn = (message: string) => void;

/** What a worker does with what comes of its work. */
export interface Work {
  warn: Warn;
  /** Has the jobs done that a handler has queued. */
  take: Take;
}

/**
 * Handles events for a listener, in one transaction with the end of their jobs: a transaction for each
 * would cost more than most handlers do. Later events of the same object follow in the next one, where
 * their listener wants them in order. Where one fails, each is handled by itself.
 */
export async function workEvents(
  database: Database,
  listener: Listener,
  jobIds: readonly number[],
  { warn, take }: Work,
): Promise<void> {
  try {
    let left = jobIds.length;
    let handled: number;
    do {
      handled = await database.transaction(async (tx) => {
        takeJobsOf(tx, take);
        const rows = await tx.query(takeEvents, [jobIds]);
        await handle(tx, listener, rows);
        return rows.length;
      });
      left -= handled;
    } while (listener.inOrder === true && handled > 0 && left > 0);
  } catch {
    for (const jobId of jobIds) await workEvent(database, listener, jobId, { warn, take });
  }
}

async function handle(tx: Transaction, listener: Listener, rows: readonly EventRow[]) {
  if (rows.length === 0) return;
  const events = rows.map(happened);
  if ('handleAll' in listener) {
    await listener.handleAll(tx, events);
    return;
  }
  for (const event of events) {
    await withCorrelation(event.correlationId, () => listener.handle(tx, event));
  }
}

/** Handles one event for a listener, in one transaction with the end of its job. */
export async function workEvent(
  database: Database,
  listener: Listener,
  jobId: number,
  { warn, take }: Work,
): Promise<void> {
  let begun: (EventRow & { attempts: number }) | undefined;
  try {
    await database.transaction(async (tx) => {
      takeJobsOf(tx, take);
      const [row] = await tx.query(takeEvents, [[jobId]]);
      if (row === undefined) return;
      begun = row;
      await handle(tx, listener, [row]);
    });
  } catch (error) {
    // The database was away before it began: that is no fault of the event's.
    if (begun === undefined) throw error;
    const { name, attempts: most = LISTENER_TRIES, passesDead = false } = listener;
    const attempt = begun.attempts + 1;
    const failure = { jobId, attempt, error, most, wait: waitWithChance, passesDead };
    await withCorrelation(begun.correlation ?? undefined, () =>
      fail(database, failure, (text) => warn(`${name}: ${text}`)),
    );
  }
}

/** Runs jobs of one kind side by side, those that are still to be done and that nobody else does. */
export async function workJobs(
  database: Database,
  job: Job<unknown>,
  jobIds: readonly number[],
  warn: Warn,
): Promise<void> {
  const taken = await database.query(takeJobs, [jobIds, LEASE_SECONDS]);
  const end = gathered(async (done: readonly TakenJob[]) => {
    const ids = done.map(({ id }) => id);
    const attempts = done.map((one) => one.attempts);
    return database.query(endJobs, [ids, attempts]);
  }, jobIds.length);
  const each = (one: TakenJob) =>
    withCorrelation(one.correlation ?? undefined, () => workJob(database, job, one, end, warn));
  await Promise.all(taken.map(each));
}

async function workJob(
  database: Database,
  job: Job<unknown>,
  taken: TakenJob,
  end: (taken: TakenJob) => Promise<unknown>,
  warn: Warn,
): Promise<void> {
  const { id: jobId, attempts: attempt, payload } = taken;
  const { name, attempts: most = JOB_TRIES, waitAfter: wait = waitWithChance } = job;
  const renew = () => {
    database.query(renewJob, [jobId, attempt, LEASE_SECONDS]).catch(() => undefined);
  };
  const renewing = setInterval(renew, (LEASE_SECONDS * 1_000) / 3);
  try {
    await job.run(payload, { attempt, last: attempt >= most });
    await end(taken);
  } catch (error) {
    const failure = { jobId, attempt, error, most, wait, passesDead: false };
    await fail(database, failure, (text) => warn(`${name}: ${text}`));
  } finally {
    clearInterval(renewing);
  }
}

interface Failure {
  jobId: number;
  attempt: number;
  error: unknown;
  most: number;
  wait(attempt: number): number;
  passesDead: boolean;
}

async function fail(
  database: Database,
  { jobId, attempt, error, most, wait, passesDead }: Failure,
  warn: Warn,
): Promise<void> {
  const text = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR);
  const [aside] = await database.query(setAside, [
    jobId,
    attempt,
    text,
    wait(attempt),
    most,
    passesDead,
  ]);
  if (aside === undefined) return;
  warn(aside.state === 'dead' ? `given up after ${attempt} tries: ${text}` : text);
}

function waitWithChance(attempt: number): number {
  return waitAfter(attempt, Math.random());
}
