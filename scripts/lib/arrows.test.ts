import { faultsOf, type Source } from './arrows';

const FLOORS = [['kernel'], ['catalog', 'stores'], ['orders']];

function messages(...sources: [path: string, text: string][]): string[] {
  const files: Source[] = sources.map(([path, text]) => ({ path, text }));
  return faultsOf(files, FLOORS).map(({ path, message }) => `${path} ${message}`);
}

const room = (name: string, file: string) => `src/plugins/${name}/server/${file}`;

it('lets a plugin call a lower one by its contract', () => {
  expect(
    messages(
      [room('orders', 'services/place.ts'), `import '../../../kernel/server/contract'`],
      [room('kernel', 'contract.ts'), ''],
    ),
  ).toEqual([]);
});

it('lets the pages of a plugin call the panel’s contract of a lower one', () => {
  const page = `import '../../../kernel/admin/src/contract'`;
  const past = `import '../../../kernel/admin/src/Table'`;
  expect(
    messages(
      ['src/plugins/orders/admin/src/Page.tsx', page],
      ['src/plugins/orders/admin/src/Other.tsx', past],
      ['src/plugins/kernel/admin/src/contract.ts', ''],
      ['src/plugins/kernel/admin/src/Table.tsx', ''],
    ),
  ).toEqual([expect.stringMatching(/Other.*Past the contract/)]);
});

it.each([
  ['up', 'kernel', 'orders', 'contract.ts', 'An arrow up'],
  ['sideways', 'catalog', 'stores', 'contract.ts', 'An arrow sideways'],
  ['past a contract', 'orders', 'kernel', 'domain/money.ts', 'Past the contract'],
  ['to no floor', 'orders', 'attic', 'contract.ts', 'attic stands on no floor'],
])('names an arrow %s', (_, from, to, file, message) => {
  const [fault] = messages(
    [room(from, 'services/x.ts'), `import { y } from '../../../${to}/server/${file.slice(0, -3)}'`],
    [room(to, file), ''],
  );
  expect(fault).toContain(message);
});

it('sees types, exports and imports that wait', () => {
  const target = `'../../../orders/server/contract'`;
  for (const text of [
    `import type { A } from ${target}`,
    `export * from ${target}`,
    `await import(${target})`,
  ]) {
    expect(
      messages([room('kernel', 'services/x.ts'), text], [room('orders', 'contract.ts'), '']),
    ).toHaveLength(1);
  }
});

it('keeps domain/ from the floors of its own room', () => {
  expect(
    messages(
      [room('orders', 'domain/total.ts'), `import '../sql/find'`],
      [room('orders', 'sql/find.ts'), ''],
    ),
  ).toEqual([expect.stringContaining('domain knows nothing of sql')]);
});

it('names a circle of files once', () => {
  expect(
    messages(
      [room('orders', 'a.ts'), `import './b'`],
      [room('orders', 'b.ts'), `import './c'`],
      [room('orders', 'c.ts'), `import './a'`],
    ),
  ).toEqual([expect.stringMatching(/A circle: .*a\.ts → .*b\.ts → .*c\.ts → .*a\.ts/)]);
});

it('lets types alone go round', () => {
  expect(
    messages(
      [room('orders', 'a.ts'), `import './b'`],
      [room('orders', 'b.ts'), `import type { A } from './a'`],
    ),
  ).toEqual([]);
});

it('finds looks at the environment and the clock', () => {
  expect(
    messages(
      [room('orders', 'services/x.ts'), `const a = process.env.A`],
      [room('orders', 'domain/y.ts'), `const a = Date.now(); const b = new Date()`],
      [room('orders', 'domain/z.ts'), `const b = new Date(0)`],
      ['config/x.ts', `const a = process.env.A`],
    ),
  ).toHaveLength(3);
});
