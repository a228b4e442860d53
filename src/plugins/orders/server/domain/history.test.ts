import { headlineOf, THE_SHOP, type HistoryEntry } from './history';

const entry: HistoryEntry = {
  kind: 'status',
  from: 'pending',
  to: 'confirmed',
  by: THE_SHOP,
  change: null,
  note: null,
  internal: false,
};
const amina = { kind: 'staff', id: '1', name: 'Amina Otieno' } as const;

test('a state is told with who brought it about', () => {
  expect(headlineOf(entry)).toBe('confirmed by the shop');
  expect(headlineOf({ ...entry, by: amina, note: 'on the phone' })).toBe(
    'confirmed by Amina Otieno: on the phone',
  );
  expect(
    headlineOf({ ...entry, to: 'cancelled', by: { ...amina, kind: 'customer', name: null } }),
  ).toBe('cancelled by the customer');
});

test('a change is told with what it changed and why', () => {
  const lines = {
    ...entry,
    kind: 'lines',
    by: amina,
    change: 'TEA: 3 → 1',
    note: 'broken',
  } as const;
  expect(headlineOf(lines)).toBe('lines by Amina Otieno: TEA: 3 → 1: broken');
});

test('an internal note is named as such', () => {
  const note = { ...entry, kind: 'note', by: amina, note: 'pays late', internal: true } as const;
  expect(headlineOf(note)).toBe('internal note by Amina Otieno: pays late');
});
