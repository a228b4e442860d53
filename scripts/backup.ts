import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  BASE_ARCHIVE,
  backUpCluster,
  embeddedMajor,
} from '../src/plugins/kernel/server/embedded-postgres';
import { pack } from './lib/archive';
import { KEPT_FILES, NOTE_FILE, type BackupNote } from './lib/backup-format';
import { CommandError } from './lib/command';
import { Ending } from './lib/ending';
import { dataDir, prepareEnvironment, say } from './lib/environment';
import { ROOT } from './lib/paths';

/** Writes the embedded data, its secrets and the uploads into one file, beside a running shop too. */
async function backup(ending: Ending, [file]: string[]): Promise<void> {
  if (!file) throw new CommandError('Usage: npm run backup -- FILE.tar.gz');
  const target = resolve(file);
  if (existsSync(target)) throw new CommandError(`${target} exists already. Name another file.`);
  if (process.env.DATABASE_URL) {
    throw new CommandError('DATABASE_URL is set: back that PostgreSQL up by its own pg_dump.');
  }
  ending.add(await prepareEnvironment((error) => ending.fail(error)));
  const workshop = mkdtempSync(join(dataDir(), 'backup-'));
  // PostgreSQL, which may be another user, writes into a folder of its own in here.
  chmodSync(workshop, 0o711);
  ending.add(async () => rmSync(workshop, { recursive: true, force: true }));

  say('Copying the database');
  const base = join(workshop, 'base');
  await backUpCluster(process.env.DATABASE_URL ?? '', dataDir(), base);
  const note: BackupNote = { format: 1, postgresMajor: embeddedMajor() };
  writeFileSync(join(workshop, NOTE_FILE), JSON.stringify(note));

  say(`Packing ${target}`);
  const draft = `${target}.part`;
  ending.add(async () => rmSync(draft, { force: true }));
  await pack(draft, [
    { folder: workshop, entries: [NOTE_FILE] },
    { folder: base, entries: [BASE_ARCHIVE] },
    { folder: dataDir(), entries: KEPT_FILES.filter((name) => existsSync(join(dataDir(), name))) },
    { folder: join(ROOT, 'public'), entries: ['uploads'] },
  ]);
  renameSync(draft, target);
  say('Done. It holds passwords and customers: keep it as safe as the shop itself.');
}

const ending = new Ending();
backup(ending, process.argv.slice(2)).then(
  () => ending.begin(0),
  (error: unknown) => ending.fail(error),
);
