import type { Core } from '@strapi/strapi';
import { databaseOf, healthCheck, metric } from '../../../kernel/server/contract';
import { countFailures } from '../sql/count-failures';
import { countJobs } from '../sql/count-jobs';
import { countOutbox } from '../sql/count-outbox';

/** What waits for longer than this says that nobody works. */
const LONGEST_WAIT_SECONDS = 60;

/** Shows operators what is still to be done, and what could not be. */
export function showWork(strapi: Core.Strapi): void {
  const database = databaseOf(strapi);
  const outbox = async () => {
    const [row] = await database.query(countOutbox, []);
    return row ?? { waiting: 0, oldest_seconds: 0 };
  };

  metric(strapi, {
    name: 'duka_outbox_waiting',
    help: 'Events that are committed and not yet handed on, the same figure from every process.',
    collect: async () => (await outbox()).waiting,
  });
  metric(strapi, {
    name: 'duka_outbox_oldest_seconds',
    help: 'For how long the first of them has waited.',
    collect: async () => (await outbox()).oldest_seconds,
  });
  metric(strapi, {
    name: 'duka_jobs',
    help: 'Events for listeners, and jobs: due, later, running, failing (tried again later) or dead.',
    labels: ['name', 'state'],
    collect: async () =>
      (await database.query(countJobs, [])).map(({ name, state, jobs }) => ({
        labels: { name, state },
        value: jobs,
      })),
  });

  const failures = (which: 'failures' | 'given_up') => async () =>
    (await database.query(countFailures, [])).map(({ name, [which]: value }) => ({
      labels: { name },
      value,
    }));
  metric(strapi, {
    name: 'duka_job_failures_total',
    help: 'Tries that have failed of listeners and jobs, in all processes, the same from every one.',
    type: 'counter',
    labels: ['name'],
    collect: failures('failures'),
  });
  metric(strapi, {
    name: 'duka_jobs_given_up_total',
    help: 'Jobs and events that were given up after their tries.',
    type: 'counter',
    labels: ['name'],
    collect: failures('given_up'),
  });

  healthCheck(strapi, {
    name: 'outbox',
    check: async () => {
      const { waiting, oldest_seconds: oldestSeconds } = await outbox();
      const late = oldestSeconds > LONGEST_WAIT_SECONDS;
      return { state: late ? 'degraded' : 'up', facts: { waiting, oldestSeconds } };
    },
  });
  healthCheck(strapi, {
    name: 'queues',
    check: async () => {
      const rows = await database.query(countJobs, []);
      const count = (wanted: string) =>
        rows.reduce((sum, { state, jobs }) => (state === wanted ? sum + jobs : sum), 0);
      const lateSeconds = Math.max(0, ...rows.map(({ late_seconds: late }) => late));
      const [due, failing, dead] = [count('due'), count('failing'), count('dead')];
      const late = lateSeconds > LONGEST_WAIT_SECONDS;
      return {
        state: late || dead > 0 ? 'degraded' : 'up',
        facts: { due, failing, dead, lateSeconds },
      };
    },
  });
}
