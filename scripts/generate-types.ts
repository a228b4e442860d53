import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStrapi } from '@strapi/strapi';
import { generators } from '@strapi/typescript-utils';
import { ROOT } from './lib/paths';

/**
 * `npm run types`: writes the types of the content types and components into `types/generated`.
 * With `--check` it writes nothing and fails where the files there are stale. Needs no database: the
 * schemas are read and Strapi is not started.
 */
const COMMITTED = join(ROOT, 'types/generated');

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
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
  if (stale.length === 0) return;
  console.error(`Stale: ${stale.join(', ')} in types/generated. Run: npm run types`);
  process.exitCode = 1;
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
