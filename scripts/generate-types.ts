import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStrapi } from '@strapi/strapi';
import { generators } from '@strapi/typescript-utils';
import { format, resolveConfig } from 'prettier';
import { eventCatalogue } from './lib/event-catalogue';
import { ROOT } from './lib/paths';

/**
 * `npm run types`: writes the types of the content types and components into `types/generated`, and
 * the page of all events, `docs/events.md`. With `--check` it writes nothing and fails where they are
 * stale. Needs no database: the schemas are read and Strapi is not started.
 */
const COMMITTED = join(ROOT, 'types/generated');
const EVENTS = 'docs/events.md';
const PLUGINS = 'src/plugins';

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  const staleEvents = await writeEvents(check);
  const outDir = check ? mkdtempSync(join(tmpdir(), 'duka-types-')) : ROOT;
  const strapi = await createStrapi({ appDir: ROOT, distDir: join(ROOT, 'dist') }).register();
  await generators.generate({
    strapi,
    pwd: outDir,
    logger: { silent: true, debug: false },
    artifacts: { contentTypes: true, components: true },
  });
  if (!check) return;
  const generated = join(outDir, 'types/generated');
  const stale = readdirSync(generated).filter(
    (name) => readIfThere(join(COMMITTED, name)) !== readFileSync(join(generated, name), 'utf8'),
  );
  rmSync(outDir, { recursive: true });
  if (staleEvents) stale.push(EVENTS);
  if (stale.length === 0) return;
  console.error(`Stale: ${stale.join(', ')}. Run: npm run types`);
  process.exitCode = 1;
}

/** Writes the page of events, or tells whether it is stale. */
async function writeEvents(check: boolean): Promise<boolean> {
  const paths = readdirSync(join(ROOT, PLUGINS), { recursive: true, encoding: 'utf8' })
    .map((path) => `${PLUGINS}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.includes('/server/') && /(?<!\.test)\.ts$/.test(path))
    .sort();
  const sources = paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
  const options = { ...(await resolveConfig(join(ROOT, EVENTS))), filepath: EVENTS };
  const page = await format(eventCatalogue(sources), options);
  if (readIfThere(join(ROOT, EVENTS)) === page) return false;
  if (!check) writeFileSync(join(ROOT, EVENTS), page);
  return check;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
