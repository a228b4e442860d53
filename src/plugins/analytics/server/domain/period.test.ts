import { faultIn } from './period';

const at = (day: string) => new Date(`${day}T00:00:00Z`);

test.each([
  ['2026-01-01', '2026-01-02', undefined],
  ['2026-01-01', '2026-01-01', 'must be later than from'],
  ['2026-01-02', '2026-01-01', 'must be later than from'],
  ['2024-01-01', '2026-01-02', undefined],
  ['2024-01-01', '2026-01-03', 'must be at most 732 days after from'],
])('from %s to before %s', (from, before, fault) => {
  expect(faultIn({ from: at(from), before: at(before) })).toBe(fault);
});
