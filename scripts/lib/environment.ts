import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import {
  acquirePostgres,
  type EmbeddedPostgresError,
} from '../../src/plugins/kernel/server/embedded-postgres';

const SECRETS = [
  'APP_KEYS',
  'API_TOKEN_SALT',
  'ADMIN_JWT_SECRET',
  'TRANSFER_TOKEN_SALT',
  'JWT_SECRET',
  'ENCRYPTION_KEY',
] as const;

const keptSecrets = z.partialRecord(z.enum(SECRETS), z.string());

/** Gives back what `prepareEnvironment` took; may be called again. */
export type ReleaseEnvironment = () => Promise<void>;

/** The folder of everything that is made on this machine and kept: `DUKA_DATA_DIR`, or `.duka`. */
export function dataDir(): string {
  return resolve(process.env.DUKA_DATA_DIR || '.duka');
}

/**
 * Completes the environment before the configuration reads it. Where `DATABASE_URL` is set, nothing
 * is added and the configuration names what is missing. Where it is not, the embedded PostgreSQL is
 * started or joined, and secrets that were not given are made once and kept in the data folder.
 *
 * @param onLost  told when the embedded PostgreSQL is gone
 * @throws EmbeddedPostgresError with a sentence for the operator
 */
export async function prepareEnvironment(
  onLost: (error: EmbeddedPostgresError) => void,
): Promise<ReleaseEnvironment> {
  if (process.env.DATABASE_URL) return () => Promise.resolve();
  const folder = dataDir();
  const lease = await acquirePostgres({ dataDir: folder, log: say, onLost });
  process.env.DATABASE_URL = lease.url;
  for (const [name, value] of Object.entries(keepSecrets(folder))) process.env[name] ||= value;
  return () => lease.release();
}

/** One line about what is being done. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function keepSecrets(folder: string): z.infer<typeof keptSecrets> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'secrets.json');
  const kept = readSecrets(file);
  const missing = SECRETS.filter((name) => !kept[name]);
  for (const name of missing) kept[name] = randomBytes(32).toString('base64url');
  if (missing.length > 0) writeFileSync(file, JSON.stringify(kept, null, 2), { mode: 0o600 });
  return kept;
}

function readSecrets(file: string): z.infer<typeof keptSecrets> {
  try {
    return keptSecrets.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
