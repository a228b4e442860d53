import { createReadStream, statSync } from 'node:fs';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandError } from './command';

export interface InputFile {
  /** Unpacked. */
  bytes: AsyncIterable<Uint8Array>;
  /** As the file lies there, packed or not; undefined for standard input. */
  size: number | undefined;
}

/**
 * Opens a file that a command reads, `-` for standard input; one that ends in .gz is unpacked.
 *
 * @param onRead told how many bytes of the file have been read so far
 * @throws CommandError where it cannot be read, also while its bytes are
 */
export function openInput(path: string, onRead: (bytes: number) => void): InputFile {
  const size = path === '-' ? undefined : sizeOf(path);
  const raw: Readable = path === '-' ? process.stdin : createReadStream(path);
  let read = 0;
  const count = new PassThrough();
  count.on('data', (piece: Buffer) => onRead((read += piece.length)));
  const last = path.endsWith('.gz') ? createGunzip() : new PassThrough();
  // Errors reach whoever reads the last of the streams.
  pipeline(raw, count, last, () => undefined);
  return { bytes: explained(path, last), size };
}

function sizeOf(path: string): number {
  try {
    const found = statSync(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw new CommandError(`${path} cannot be read: ${reasonOf(error)}.`);
  }
  throw new CommandError(`${path} is no file.`);
}

async function* explained(path: string, bytes: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new CommandError(`${path} cannot be read: ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'you may not read it';
  return message;
}
