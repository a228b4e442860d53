import { parse } from 'graphql';
import { faultOfFragments } from './fragments';

const faultOf = (query: string) => faultOfFragments(parse(query));

it.each([
  '{ brands { name } }',
  '{ brands { ...F products { ...G } } } fragment F on Brand { name } fragment G on Product { name }',
  '{ brands { ...F } } fragment F on Brand { ...G } fragment G on Brand { ... on Brand { name } }',
])('%s can be walked through', (query) => {
  expect(faultOf(query)).toBeUndefined();
});

it.each([
  ['{ brands { ...X } }', 'Unknown fragment "X".'],
  ['{ ...A } fragment A on Query { ...A }', 'Cannot spread fragment "A" within itself.'],
  [
    '{ brands { ...A } } fragment A on Brand { ...B } fragment B on Brand { name products { brand { ...A } } }',
    'Cannot spread fragment "A" within itself.',
  ],
  [
    '{ brands { name } } fragment A on Brand { ...B } fragment B on Brand { ...A }',
    'Cannot spread fragment "A" within itself.',
  ],
])('%s cannot', (query, fault) => {
  expect(faultOf(query)).toBe(fault);
});

it('counts what fragments within fragments come to, without counting it out', () => {
  const doubling = Array.from(
    { length: 60 },
    (_, at) => `fragment F${at} on Brand { ...F${at + 1} ...F${at + 1} }`,
  );
  const query = `{ brands { ...F0 } } ${doubling.join(' ')} fragment F60 on Brand { name }`;
  expect(faultOf(query)).toMatch(/^This query has \d+ fields, at most 500 are allowed\.$/);
});
