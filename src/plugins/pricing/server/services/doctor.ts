import type { DoctorCheck, Transaction } from '../../../kernel/server/contract';
import { findCustomerUseDrift } from '../sql/find-customer-use-drift';
import { findRedemptionDrift } from '../sql/find-redemption-drift';
import { findUseDrift } from '../sql/find-use-drift';
import { lockAllCoupons } from '../sql/lock-all-coupons';
import { repairRedemptions } from '../sql/repair-redemptions';
import { repairUses } from '../sql/repair-uses';

/**
 * The books of coupons, worked out anew. A repair first locks the coupons, in a statement of its own:
 * the ledger changes only together with its coupon, so the next statement sees both as they belong
 * together.
 */
export const doctorChecks: readonly DoctorCheck[] = [
  {
    name: 'pricing.redemptions',
    async find(database) {
      const rows = await database.query(findRedemptionDrift, []);
      return rows.map(
        ({ code, order }) => `a use of ${code} is counted for ${order}, which is no order any more`,
      );
    },
    async repair(tx) {
      await tx.query(lockAllCoupons, []);
      await tx.query(repairRedemptions, []);
      await tx.query(repairUses, []);
    },
  },
  {
    name: 'pricing.uses',
    async find(database) {
      const rows = await database.query(findUseDrift, []);
      return rows.map(
        ({ code, used, ledger }) => `uses of ${code} are ${used}, its redemptions say ${ledger}`,
      );
    },
    repair,
  },
  {
    name: 'pricing.customer_uses',
    async find(database) {
      const rows = await database.query(findCustomerUseDrift, []);
      return rows.map(
        ({ code, customer_key, used, ledger }) =>
          `uses of ${code} by ${customer_key} are ${used}, its redemptions say ${ledger}`,
      );
    },
    repair,
  },
];

async function repair(tx: Transaction): Promise<void> {
  await tx.query(lockAllCoupons, []);
  await tx.query(repairUses, []);
}
