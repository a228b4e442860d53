import { z } from 'zod';
import { Refusal } from '../domain/errors';
import { textOf, validate } from './validate';

const address = z.strictObject({
  city: textOf(20),
  type: z.enum(['home', 'work']).optional(),
  floor: z.int().optional(),
  lines: z.array(z.string()).optional(),
});

/** What a body is refused for. */
function faultsOf(body: unknown): unknown {
  try {
    validate(z.strictObject({ address }), body);
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? error.facts.errors : error;
  }
}

test.each([
  [{}, ['address'], 'is required'],
  [{ address: [] }, ['address'], 'must be an object'],
  [{ address: {} }, ['address', 'city'], 'is required'],
  [{ address: { city: null } }, ['address', 'city'], 'must be a text'],
  [{ address: { city: ' ' } }, ['address', 'city'], 'must not be empty'],
  [{ address: { city: 'N', type: 'x' } }, ['address', 'type'], 'must be one of home, work'],
  [{ address: { city: 'N', floor: '2' } }, ['address', 'floor'], 'must be a number'],
  [{ address: { city: 'N', floor: 0.5 } }, ['address', 'floor'], 'must be a whole number'],
  [{ address: { city: 'N', lines: {} } }, ['address', 'lines'], 'must be a list'],
  [{ address: { city: 'N', street: '1' } }, ['address', 'street'], 'is not known here'],
])('%j is refused in words for callers', (body, path, message) => {
  expect(faultsOf(body)).toEqual([{ path, message }]);
});
