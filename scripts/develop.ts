import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Ending } from './lib/ending';
import { prepareEnvironment } from './lib/environment';
import { ROOT } from './lib/paths';

/** Strapi's own develop on the embedded PostgreSQL; it compiles and restarts on every change. */
async function develop(ending: Ending): Promise<void> {
  ending.add(await prepareEnvironment((error) => ending.fail(error)));
  const program = join(ROOT, 'node_modules/@strapi/strapi/bin/strapi.js');
  const strapi = spawn(process.execPath, [program, 'develop', ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  const ended = once(strapi, 'exit');
  ending.add(async () => {
    strapi.kill('SIGTERM');
    await ended;
  });
  await ended;
  ending.begin(strapi.exitCode ?? 0);
}

const ending = new Ending();
develop(ending).catch((error: unknown) => ending.fail(error));
