import { readReference } from './reference';

describe('a relation to one document', () => {
  test.each([
    ['left out', undefined, { kind: 'unchanged' }],
    ['null', null, { kind: 'cleared' }],
    ['an id', 7, { kind: 'row', id: 7 }],
    ['a document id', 'abc', { kind: 'document', documentId: 'abc' }],
    ['an object with a document id', { id: 7, documentId: 'abc' }, doc('abc')],
    ['an object with an id', { id: 7 }, { kind: 'row', id: 7 }],
    ['a list', ['abc', 'def'], doc('def')],
    ['an empty list', [], { kind: 'cleared' }],
    ['set', { set: ['abc'] }, doc('abc')],
    ['set to nothing', { set: [] }, { kind: 'cleared' }],
    ['connect', { connect: 'abc' }, doc('abc')],
    ["the panel's choice", { connect: [{ id: 7, documentId: 'abc' }], disconnect: [] }, doc('abc')],
    ["the panel's change", { connect: ['def'], disconnect: ['abc'] }, doc('def')],
    ["the panel's clearing", { connect: [], disconnect: ['abc'] }, { kind: 'cleared' }],
    ['the panel without a change', { connect: [], disconnect: [] }, { kind: 'unchanged' }],
    ['a truth', true, { kind: 'malformed' }],
    ['half an id', 7.5, { kind: 'malformed' }],
    ['an id beyond every row', 2_147_483_648, { kind: 'malformed' }],
    ['an unknown object', { name: 'Nairobi' }, { kind: 'malformed' }],
  ])('%s', (_what, value, expected) => {
    expect(readReference(value)).toEqual(expected);
  });
});

function doc(documentId: string) {
  return { kind: 'document', documentId };
}
