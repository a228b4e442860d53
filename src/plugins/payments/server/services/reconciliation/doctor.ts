import type { DoctorCheck } from '../../../../kernel/server/contract';
import { findPaidDrift } from '../../sql/find-paid-drift';
import { findPaymentDrift } from '../../sql/find-payment-drift';

/** The books of money, worked out anew. Nothing is mended: a person asks the provider. */
export const doctorChecks: readonly DoctorCheck[] = [
  {
    name: 'payments.amounts',
    async find(database) {
      const rows = await database.query(findPaymentDrift, []);
      return rows.map(
        ({ id, number, captured, refunded, refunding }) =>
          `payment ${id} of order ${number} is not what its operations say: ${captured} captured, ${refunded} refunded, ${refunding} on its way back`,
      );
    },
  },
  {
    name: 'payments.orders',
    async find(database) {
      const rows = await database.query(findPaidDrift, []);
      return rows.map(
        ({ number, paid, should }) =>
          `order ${number} says ${paid} paid, its payments say ${should}`,
      );
    },
  },
];
