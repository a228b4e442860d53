import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PLUGINS = join(ROOT, 'src/plugins');

/** The paths of `CustomRoute`s, as they stand in the sources. */
function customPaths(): string[] {
  const files = readdirSync(PLUGINS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /server[/\\]routes[/\\][\w-]+\.ts$/.test(file),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(PLUGINS, file), 'utf8');
    return [...text.matchAll(/\['(?:GET|POST|PUT|DELETE)', '([^']+)'/g)].map(([, path]) => path);
  }) as string[];
}

it('docs/api.md names every route of our own', () => {
  const page = readFileSync(join(ROOT, 'docs/api.md'), 'utf8');
  const named = new Set([...page.matchAll(/(\/[\w/:-]+)(?=[`?])/g)].map(([, path]) => path));
  const paths = customPaths();
  expect(paths.length).toBeGreaterThan(100);
  expect(paths.filter((path) => !named.has(path))).toEqual([]);
});
