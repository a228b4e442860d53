import type { DoctorCheck, Transaction } from '../../../kernel/server/contract';
import { findOnHandDrift } from '../sql/find-on-hand-drift';
import { findRangeDrift } from '../sql/find-range-drift';
import { findReservedDrift } from '../sql/find-reserved-drift';
import { lockAllStock } from '../sql/lock-all-stock';
import { repairOnHand } from '../sql/repair-on-hand';
import { repairReserved } from '../sql/repair-reserved';

/**
 * The books of stock, worked out anew. A repair first locks the stock rows, in a statement of its
 * own: whoever claims or releases meanwhile changes the ledger only together with its stock row, so
 * the next statement sees both as they belong together.
 */
export const doctorChecks: readonly DoctorCheck[] = [
  {
    name: 'inventory.on_hand',
    async find(database) {
      const rows = await database.query(findOnHandDrift, []);
      return rows.map(
        ({ sku, store, on_hand, ledger }) =>
          `on hand of ${sku} at ${store} is ${on_hand}, its movements say ${ledger}`,
      );
    },
    repair: (tx) => mend(tx, repairOnHand),
  },
  {
    name: 'inventory.reserved',
    async find(database) {
      const rows = await database.query(findReservedDrift, []);
      return rows.map(
        ({ sku, store, reserved, ledger }) =>
          `reserved of ${sku} at ${store} is ${reserved}, live holds and allocations say ${ledger}`,
      );
    },
    repair: (tx) => mend(tx, repairReserved),
  },
  {
    name: 'inventory.range',
    async find(database) {
      const rows = await database.query(findRangeDrift, []);
      return rows.map(
        ({ sku, store, on_hand, reserved }) =>
          `${sku} at ${store} has ${on_hand} on hand and ${reserved} reserved`,
      );
    },
  },
];

async function mend(tx: Transaction, repair: typeof repairOnHand): Promise<void> {
  await tx.query(lockAllStock, []);
  await tx.query(repair, []);
}
