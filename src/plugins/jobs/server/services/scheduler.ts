import type { Database } from '../../../kernel/server/contract';
import { takeTurns } from '../sql/take-turns';
import { createLooker, type Looker } from './looker';

export interface Schedule {
  /** `<plugin>.<what it does>`, unique. */
  name: string;
  everySeconds: number;
  /** What is done each time. It may be cut short by a crash and done again, so it must bear both. */
  run(): Promise<void>;
}

export interface Scheduler {
  schedule(schedule: Schedule): void;
  /** Begins to look for what is due, when everything is there that schedules need. */
  begin(): void;
  /** Has `listener` called after each look whether a schedule is due. */
  onTurn(listener: () => void): void;
  /** Starts nothing more and waits for what is running. */
  stop(): Promise<void>;
}

/** Between two looks at what is due. */
const LOOK_MS = 1_000;

/**
 * Runs schedules when they are due by PostgreSQL's clock, also those that became due while no process
 * ran. Many processes may keep the same one: each time one of them is given the turn.
 *
 * @param warn told why a run failed; the schedule goes on with its next turn
 */
export function createScheduler(database: Database, warn: (message: string) => void): Scheduler {
  const schedules = new Map<string, Schedule>();
  const running = new Map<string, Promise<void>>();
  const listeners: (() => void)[] = [];
  let looker: Looker | undefined;

  const turn = async (name: string): Promise<void> => {
    try {
      await schedules.get(name)?.run();
    } catch (error) {
      warn(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      running.delete(name);
    }
  };

  const look = async (): Promise<void> => {
    // What is still running is not begun again.
    const idle = [...schedules.values()].filter(({ name }) => !running.has(name));
    const turns = await database.query(takeTurns, [
      idle.map(({ name }) => name),
      idle.map(({ everySeconds }) => everySeconds),
    ]);
    listeners.forEach((listener) => listener());
    for (const { name } of turns) running.set(name, turn(name));
  };

  return {
    schedule(schedule) {
      if (schedules.has(schedule.name)) {
        throw new Error(`Two schedules are named ${schedule.name}`);
      }
      schedules.set(schedule.name, schedule);
    },
    begin() {
      if (schedules.size === 0) return;
      looker = createLooker({ everyMs: LOOK_MS, restMs: LOOK_MS, look, warn });
    },
    onTurn(listener) {
      listeners.push(listener);
    },
    async stop() {
      await looker?.stop();
      await Promise.all(running.values());
    },
  };
}
