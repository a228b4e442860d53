import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { onTurn } from '../src/plugins/jobs/server/contract';
import { CommandError } from './lib/command';
import { Ending } from './lib/ending';
import { say } from './lib/environment';
import { loadShop } from './lib/shop';

/**
 * Runs the schedules until it is told to stop, and opens no port. With `--heartbeat FILE`, that file
 * is written after each turn, so that its age shows whether the worker works.
 */
async function work(ending: Ending): Promise<void> {
  const heartbeat = readHeartbeat();
  // What servers leave to a worker is done here, whatever they are told.
  process.env.DUKA_WORKER = 'inline';
  process.env.DUKA_SERVE_ADMIN = 'off';
  const strapi = await loadShop(ending);
  if (heartbeat !== undefined) {
    onTurn(
      strapi,
      () => void writeFile(heartbeat, '').catch((error: unknown) => ending.fail(error)),
    );
  }
  say('The worker runs the schedules.');
}

function readHeartbeat(): string | undefined {
  try {
    return parseArgs({ options: { heartbeat: { type: 'string' } } }).values.heartbeat;
  } catch {
    throw new CommandError('Usage: npm run worker [-- --heartbeat FILE]');
  }
}

const ending = new Ending();
work(ending).catch((error: unknown) => ending.fail(error));
