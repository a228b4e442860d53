import { lineSummary } from './line-summary';

const line = { quantity: 2, name: 'Tea', sku: 'TEA-250', total: 60000 };

test('says how many of what for how much', () => {
  expect(lineSummary(line, 'KES')).toBe('2 × Tea (TEA-250), KES 600.00');
  expect(lineSummary(line, 'JPY')).toBe('2 × Tea (TEA-250), JPY 60000');
});

test('a long name gives way to the rest', () => {
  const long = lineSummary({ ...line, name: '茶'.repeat(255) }, 'KES');
  expect(Array.from(long)).toHaveLength(255);
  expect(long).toMatch(/^2 × 茶+ \(TEA-250\), KES 600\.00$/);
});
