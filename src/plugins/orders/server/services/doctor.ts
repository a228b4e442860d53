import type { DoctorCheck } from '../../../kernel/server/contract';
import { findAllocationDrift } from '../sql/find-allocation-drift';
import { findTotalsDrift } from '../sql/find-totals-drift';

/**
 * The books of orders, worked out anew. Nothing here has one right answer, for both sides of a
 * difference were agreed with a customer: a person decides.
 */
export const doctorChecks: readonly DoctorCheck[] = [
  {
    name: 'orders.totals',
    async find(database) {
      const rows = await database.query(findTotalsDrift, []);
      return rows.map(({ number, total, should, parts_differ: partsDiffer }) =>
        total === should && partsDiffer
          ? `the parts of order ${number} are not the sums of its lines`
          : `total of order ${number} is ${total}, its lines and shipping say ${should}`,
      );
    },
  },
  {
    name: 'orders.allocations',
    async find(database) {
      const rows = await database.query(findAllocationDrift, []);
      return rows.map(({ number, state, sku, quantity, kept, gone }) =>
        state === null
          ? `${kept} of ${sku} are kept for a line that no order has (${number})`
          : `order ${number} (${state}) is for ${quantity} of ${sku}: ${kept} are kept for it and ${gone} have left`,
      );
    },
  },
];
