import { allowsFields, rightOfScope } from './content-rights';

it.each([
  ['api::product.product.find', { subject: 'api::product.product', right: 'read' }],
  ['api::product.product.findOne', { subject: 'api::product.product', right: 'read' }],
  [
    'api::stock-level.stock-level.update',
    { subject: 'api::stock-level.stock-level', right: 'update' },
  ],
  ['api::product.product.publish', undefined],
  ['plugin::users-permissions.user.find', undefined],
  ['admin::user.find', undefined],
])('%s asks for the right %j', (scope, right) => {
  expect(rightOfScope(scope)).toEqual(right);
});

it.each([
  ['no rule', [], ['name'], false],
  ['a rule without fields', [{}], ['name'], true],
  ['the field', [{ fields: ['name', 'slug'] }], ['name'], true],
  ['another field', [{ fields: ['slug'] }], ['name'], false],
  ['a field of the component', [{ fields: ['prices.price'] }], ['prices'], true],
  ['a field that only begins alike', [{ fields: ['pricesOld'] }], ['prices'], false],
  ['a rule for some documents', [{ conditions: { id: 1 } }], ['name'], false],
  ['one rule each, none for both', [{ fields: ['a'] }, { fields: ['b'] }], ['a', 'b'], false],
])('%s', (_, rules, wanted, allowed) => {
  expect(allowsFields(rules, wanted)).toBe(allowed);
});
