import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths';
import { cpuOf } from '../lib/cpu';

/** What a command took. Times and CPU in milliseconds. */
export interface Run {
  milliseconds: number;
  cpu: number;
  /** Resident megabytes at even times from its start to its end. */
  memory: readonly number[];
}

const SAMPLE_MS = 100;

/**
 * Runs a command as a merchandiser would, start of the process included.
 *
 * @param nodeOptions for the process itself, such as `--cpu-prof`
 */
export async function runCommand(
  script: string,
  args: readonly string[],
  databaseUrl: string,
  nodeOptions: readonly string[] = [],
): Promise<Run> {
  const start = performance.now();
  const path = join(ROOT, 'dist/scripts', script);
  const child = spawn(process.execPath, [...nodeOptions, path, ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const memory: number[] = [];
  let cpu = 0;
  const sampling = setInterval(() => {
    try {
      cpu = cpuOf(child.pid ?? 0);
      memory.push(residentMegabytes(child.pid ?? 0));
    } catch {
      // It has ended, which is told below.
    }
  }, SAMPLE_MS);
  const status = await new Promise<number | null>((done) => child.once('exit', done));
  clearInterval(sampling);
  if (status !== 0) throw new Error(`${script} ended with status ${status}`);
  return { milliseconds: performance.now() - start, cpu, memory };
}

/** @throws where the process has ended */
function residentMegabytes(pid: number): number {
  const [, kilobytes] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`${pid} has ended`);
  return Number(kilobytes) / 1024;
}
