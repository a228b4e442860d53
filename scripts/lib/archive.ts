import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { CommandError } from './command';

/** What is said of a pipe whose reader is gone. */
const HUNG_UP = new Set(['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/** One folder whose named entries go into an archive. */
export interface ArchivePart {
  folder: string;
  entries: string[];
}

/** Writes a .tar.gz by the system's tar. */
export async function pack(file: string, parts: ArchivePart[]): Promise<void> {
  const args = parts.flatMap(({ folder, entries }) => ['-C', folder, ...entries]);
  const tar = runTar(['-cf', '-', ...args]);
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  await Promise.all([pipeline(tar.stdout, createGzip(), target), tar.ended]);
}

/**
 * Unpacks a .tar.gz into a folder that exists.
 *
 * @throws Error where the file is cut short or damaged
 */
export async function unpack(file: string, folder: string): Promise<void> {
  const tar = runTar(['-xf', '-', '-C', folder]);
  const fed = pipeline(createReadStream(file), createGunzip(), tar.stdin).catch(
    (error: unknown) => {
      // Tar has read the archive's end and may be gone before its pipe is closed. It tells how it went.
      if (!HUNG_UP.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    },
  );
  await Promise.all([fed, tar.ended]);
}

/** Unpacks a plain .tar into a folder that exists. */
export async function unpackPlain(file: string, folder: string): Promise<void> {
  await runTar(['-xf', file, '-C', folder]).ended;
}

function runTar(args: string[]) {
  const tar = spawn('tar', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((done, fail) => {
    tar.on('error', fail);
    tar.on('exit', (status) =>
      status === 0 ? done() : fail(new CommandError(`tar ended with status ${status}.`)),
    );
  });
  return { stdin: tar.stdin, stdout: tar.stdout, ended };
}
