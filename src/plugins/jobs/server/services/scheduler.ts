import type { Database } from '../../../kernel/server/contract';
import { takeTurn } from '../sql/take-turn';

export interface Schedule {
  /** `<plugin>.<what it does>`, unique. */
  name: string;
  everySeconds: number;
  /** What is done each time. It may be cut short by a crash and done again, so it must bear both. */
  run(): Promise<void>;
}

export interface Scheduler {
  schedule(schedule: Schedule): void;
  /** Has `listener` called after each look whether a schedule is due. */
  onTurn(listener: () => void): void;
  /** Starts nothing more and waits for what is running. */
  stop(): Promise<void>;
}

/**
 * Runs schedules by timers of this process. Many processes may keep the same one: each time it is due
 * one of them runs it, because the turn is taken in PostgreSQL and by its clock.
 *
 * @param warn told why a run failed; the schedule goes on with its next turn
 */
export function createScheduler(database: Database, warn: (message: string) => void): Scheduler {
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const listeners: (() => void)[] = [];
  let stopped = false;

  const turn = async ({ name, everySeconds, run }: Schedule): Promise<void> => {
    try {
      const [taken] = await database.query(takeTurn, [name, everySeconds]);
      listeners.forEach((listener) => listener());
      if (taken !== undefined) await run();
    } catch (error) {
      warn(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  const wait = (schedule: Schedule): void => {
    if (stopped) return;
    // A little longer than the period, so that it is due by then, and not all processes at once.
    const pause = schedule.everySeconds * 1_000 * (1 + Math.random() * 0.2);
    const timer = setTimeout(() => {
      const work = turn(schedule).finally(() => {
        running.delete(work);
        wait(schedule);
      });
      running.add(work);
    }, pause);
    timers.set(schedule.name, timer);
  };

  return {
    schedule(schedule) {
      if (timers.has(schedule.name)) throw new Error(`Two schedules are named ${schedule.name}`);
      wait(schedule);
    },
    onTurn(listener) {
      listeners.push(listener);
    },
    async stop() {
      stopped = true;
      timers.forEach((timer) => clearTimeout(timer));
      await Promise.all(running);
    },
  };
}
