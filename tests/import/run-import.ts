import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/paths';
import { STEPS } from '../support/server-process';

/** What `npm run import` did. */
export interface ImportRun {
  status: number | null;
  signal: NodeJS.Signals | null;
  /** Standard output and error together. */
  output: string;
  /** Line → reason. */
  refused: Record<number, string>;
  /** Rows. */
  counts: { written: number; unchanged: number; refused: number } | undefined;
}

/** Runs the import command in a process of its own, beside whatever runs on the database. */
export async function importFile(
  databaseUrl: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<ImportRun> {
  const script = join(ROOT, 'dist/scripts/import.js');
  const child = spawn(process.execPath, ['--require', STEPS, script, ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      TZ: 'UTC',
      DATABASE_URL: databaseUrl,
      ...env,
    },
  });
  let output = '';
  const collect = (text: Buffer) => (output += text.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (status, signal) => {
      const refusals = [...output.matchAll(/^line (\d+): refused: (.*)\.$/gm)];
      const found = /: (\d+) rows written, (\d+) unchanged, (\d+) refused\./.exec(output);
      const [written = 0, unchanged = 0, refused = 0] = (found?.slice(1) ?? []).map(Number);
      done({
        status,
        signal,
        output,
        refused: Object.fromEntries(refusals.map(([, line, reason]) => [line, reason])),
        counts: found ? { written, unchanged, refused } : undefined,
      });
    });
  });
}

/** Runs the import command on a file with this content. */
export async function importText(
  databaseUrl: string,
  what: 'products' | 'stock',
  content: string | Buffer,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<ImportRun> {
  const folder = mkdtempSync(join(tmpdir(), 'duka-import-'));
  try {
    const file = join(folder, `${what}.csv`);
    writeFileSync(file, content);
    return await importFile(databaseUrl, [what, file, ...args], env);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A CSV file from rows by column; columns that a row lacks are empty. */
export function csv(rows: readonly Record<string, string | number>[]): string {
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const cell = (value: string | number = '') => `"${String(value).replaceAll('"', '""')}"`;
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return [columns.join(','), ...lines, ''].join('\n');
}
