import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_STATUS } from './errors';

it('docs/errors.md lists every code with its status, and no other', () => {
  const page = readFileSync(join(__dirname, '../../../../../docs/errors.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([A-Z_]+)`\s*\| (\d{3})\s*\|/gm)];
  expect(Object.fromEntries(rows.map(([, code, status]) => [code, Number(status)]))).toEqual(
    ERROR_STATUS,
  );
});
