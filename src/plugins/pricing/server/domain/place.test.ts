import { closeness, closestOfEachName, type Area, type Place } from './place';

const area = (change: Partial<Area> = {}): Area => ({
  countries: [],
  regions: [],
  postalPrefixes: [],
  ...change,
});

const place = (change: Partial<Place> = {}): Place => ({
  country: 'US',
  region: 'CA',
  postalCode: '90210',
  ...change,
});

test('an area without bounds fits everywhere, and where nothing is known', () => {
  expect(closeness(area(), place())).toBeDefined();
  expect(closeness(area(), null)).toBeDefined();
});

test('a place outside does not fit', () => {
  expect(closeness(area({ countries: ['KE'] }), place())).toBeUndefined();
  expect(closeness(area({ countries: ['KE'] }), null)).toBeUndefined();
  expect(closeness(area({ countries: ['US'], regions: ['NY'] }), place())).toBeUndefined();
  expect(closeness(area({ regions: ['CA'] }), place({ region: null }))).toBeUndefined();
  expect(closeness(area({ postalPrefixes: ['94'] }), place())).toBeUndefined();
  expect(closeness(area({ postalPrefixes: ['9'] }), place({ postalCode: null }))).toBeUndefined();
});

test('spelling makes no difference', () => {
  expect(closeness(area({ regions: ['California'] }), place({ region: ' california ' }))).toBe(2);
  const london = place({ country: 'GB', region: null, postalCode: 'sw1a 1aa' });
  expect(closeness(area({ postalPrefixes: ['SW1A1'] }), london)).toBeDefined();
});

test('the closest area of a name counts: postal code, region, country, everywhere', () => {
  const candidates = [
    { name: 'everywhere', area: area() },
    { name: 'country', area: area({ countries: ['US'] }) },
    { name: 'region', area: area({ countries: ['US'], regions: ['CA'] }) },
    { name: 'postal', area: area({ postalPrefixes: ['9'] }) },
    { name: 'longer', area: area({ postalPrefixes: ['1', '902'] }) },
  ];
  for (const [turn, { name }] of candidates.entries()) {
    const upTo = candidates.slice(0, turn + 1);
    expect(closestOfEachName(upTo, place(), () => 'tax')).toEqual([
      expect.objectContaining({ name }),
    ]);
    const reversed = upTo.toReversed();
    expect(closestOfEachName(reversed, place(), () => 'tax')[0]?.name).toBe(name);
  }
});

test('of equally close ones the first counts', () => {
  const candidates = [
    { name: 'first', area: area({ countries: ['US'] }) },
    { name: 'second', area: area({ countries: ['US', 'CA'] }) },
  ];
  expect(closestOfEachName(candidates, place(), () => 'tax')[0]?.name).toBe('first');
});
