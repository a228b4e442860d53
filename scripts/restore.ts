import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import {
  BASE_ARCHIVE,
  embeddedMajor,
  isRunning,
  replaceCluster,
} from '../src/plugins/kernel/server/embedded-postgres';
import { unpack, unpackPlain } from './lib/archive';
import { backupNote, KEPT_FILES, NOTE_FILE } from './lib/backup-format';
import { CommandError } from './lib/command';
import { Ending } from './lib/ending';
import { dataDir, say } from './lib/environment';
import { ROOT } from './lib/paths';

/** Puts a backup in the place of the embedded data and the uploads. */
async function restore(ending: Ending, args: string[]): Promise<void> {
  const [file] = args.filter((arg) => !arg.startsWith('--'));
  if (!file) throw new CommandError('Usage: npm run restore -- FILE.tar.gz [--yes]');
  const source = resolve(file);
  if (!existsSync(source)) throw new CommandError(`There is no file ${source}.`);
  if (process.env.DATABASE_URL) {
    throw new CommandError('DATABASE_URL is set: restore that PostgreSQL by its own pg_restore.');
  }
  if (isRunning(dataDir())) {
    throw new CommandError('A shop runs on the data that would be replaced. Stop it first.');
  }
  mkdirSync(dataDir(), { recursive: true });
  const workshop = mkdtempSync(join(dataDir(), 'restore-'));
  ending.add(async () => rmSync(workshop, { recursive: true, force: true }));

  say(`Reading ${source}`);
  await unpack(source, workshop);
  checkNote(source, workshop);
  if (!args.includes('--yes')) await confirm();

  const replacement = join(workshop, 'replacement');
  mkdirSync(join(replacement, 'postgres'), { recursive: true });
  await unpackPlain(join(workshop, BASE_ARCHIVE), join(replacement, 'postgres'));
  for (const name of KEPT_FILES) {
    if (existsSync(join(workshop, name))) {
      renameSync(join(workshop, name), join(replacement, name));
    }
  }
  say('Putting the data in place');
  await replaceCluster(dataDir(), replacement, say);
  replaceUploads(join(workshop, 'uploads'));
  say('Done. npm start starts the shop on it.');
}

/** In one step, for a server on another database may be writing there. */
function replaceUploads(source: string): void {
  const uploads = join(ROOT, 'public/uploads');
  const [fresh, former] = [`${uploads}.new`, `${uploads}.old`];
  // What an interrupted restore has left.
  for (const folder of [fresh, former]) rmSync(folder, { recursive: true, force: true });
  cpSync(source, fresh, { recursive: true });
  if (existsSync(uploads)) renameSync(uploads, former);
  renameSync(fresh, uploads);
  rmSync(former, { recursive: true, force: true, maxRetries: 3 });
}

function checkNote(source: string, workshop: string): void {
  const path = join(workshop, NOTE_FILE);
  if (!existsSync(path)) throw new CommandError(`${source} is not a backup of Duka.`);
  const { postgresMajor } = backupNote.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (postgresMajor === embeddedMajor()) return;
  throw new CommandError(
    `This backup is PostgreSQL ${postgresMajor}'s, and this version of Duka comes with PostgreSQL ` +
      `${embeddedMajor()}. Restore it with the version of Duka that made it.`,
  );
}

async function confirm(): Promise<void> {
  const refusal = new CommandError('Nothing was changed. --yes restores without asking.');
  if (!process.stdin.isTTY) throw refusal;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question = `Everything in ${dataDir()} and public/uploads is replaced. Type yes to go on: `;
  const answer = await terminal.question(question);
  terminal.close();
  if (answer.trim().toLowerCase() !== 'yes') throw refusal;
}

const ending = new Ending();
restore(ending, process.argv.slice(2)).then(
  () => ending.begin(0),
  (error: unknown) => ending.fail(error),
);
