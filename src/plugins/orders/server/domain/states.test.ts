import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf } from '../../../kernel/server/contract';
import { SHIPMENT_STATES } from './shipments';
import { INITIAL_STATUS, ORDER_STATES, statesBefore, type OrderStatus } from './states';

test('every state can be reached and comes to an end', () => {
  expect(faultsOf(ORDER_STATES, INITIAL_STATUS)).toEqual([]);
});

test('a refunded order stays what it is, and a cancelled one but for late money', () => {
  expect(ORDER_STATES.cancelled).toEqual({ confirmed: ['system'] });
  expect(ORDER_STATES.refunded).toEqual({});
});

test('a shopper cancels while the order is pending or confirmed and moves nothing else', () => {
  const states = Object.keys(ORDER_STATES) as OrderStatus[];
  const moves = states.flatMap((to) => statesBefore(to, 'customer').map((from) => [from, to]));
  expect(moves).toEqual([
    ['pending', 'cancelled'],
    ['confirmed', 'cancelled'],
  ]);
});

test('nobody but the shop itself refunds', () => {
  for (const actor of ['customer', 'staff', 'machine'] as const) {
    expect(statesBefore('refunded', actor)).toEqual([]);
  }
});

test('the documented tables are these', () => {
  const page = readFileSync(join(process.cwd(), 'docs/order-states.md'), 'utf8');
  const documented = page.split('## Shipments').map(tableIn);
  expect(documented).toEqual([rowsOf(ORDER_STATES), rowsOf(SHIPMENT_STATES)]);
});

function tableIn(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .replace(/[|`]/g, ' ')
        .trim()
        .split(/\s{2,}/),
    );
}

function rowsOf(table: Record<string, Record<string, readonly string[]>>): string[][] {
  return Object.entries(table).flatMap(([from, followers]) =>
    Object.entries(followers).map(([to, movers]) => [from, to, movers.join(', ')]),
  );
}
