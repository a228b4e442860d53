import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { TestShop } from './shop';

const DOCTOR = join(__dirname, '../../dist/scripts/doctor.js');

/** Expects the doctor to find nothing wrong with a shop. */
export async function expectRightBooks({ database }: Pick<TestShop, 'database'>): Promise<void> {
  const { status, output } = await runDoctor(database.url);
  expect([status, output]).toEqual([0, expect.stringContaining('The books are right.')]);
}

/** Runs the doctor as an operator does and gives what it prints and its exit status. */
export function runDoctor(
  databaseUrl: string,
  ...wishes: string[]
): Promise<{ status: number; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl };
    execFile(process.execPath, [DOCTOR, ...wishes], { env }, (error, stdout, stderr) => {
      const status = error === null ? 0 : error.code;
      if (typeof status !== 'number') reject(error ?? new Error('The doctor was killed'));
      else resolve({ status, output: stdout + stderr });
    });
  });
}
