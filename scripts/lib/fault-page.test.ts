import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

function faultsIn(text: string): string[] {
  return [...text.matchAll(/\bF-\d{2}\b/g)].map(([fault]) => fault);
}

function testsUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
}

it('docs/faults.md lists the faults that tests prove, and no other', () => {
  const page = readFileSync(join(ROOT, 'docs/faults.md'), 'utf8');
  const listed = [...page.matchAll(/^\| (F-\d{2})/gm)].map(([, fault]) => fault);
  const proved = new Set([...testsUnder('tests'), ...testsUnder('src')].flatMap(faultsIn));
  expect(listed).toEqual([...proved].sort());
});
