import type { Core } from '@strapi/strapi';
import { schedule } from '../../../jobs/server/contract';
import { dukaConfig } from '../../../kernel/server/contract';
import { expireOrders } from '../services/background/expire-orders';
import { restoreBalance } from '../services/background/restore-balance';
import { lookerForLost } from '../services/reconciliation/take-up-lost';
import { wake } from '../services/wake';

/** What is done about money without anybody asking. Any process may do any of it, and be killed. */
export function scheduleMoney(strapi: Core.Strapi): void {
  schedule(strapi, {
    name: 'payments.work_waiting',
    everySeconds: 2,
    // Not waited for: a provider that takes its time would put off the next turn of all.
    run: async () => wake(strapi),
  });
  schedule(strapi, {
    name: 'payments.restore_balance',
    everySeconds: 2,
    run: () => restoreBalance(strapi),
  });
  schedule(strapi, {
    name: 'payments.expire_orders',
    everySeconds: 5,
    run: () => expireOrders(strapi),
  });
  schedule(strapi, {
    name: 'payments.take_up_lost',
    everySeconds: 30,
    run: lookerForLost(strapi),
  });
}

/** Tells Safaricom our addresses at the start; where it is away, once a minute until it is back. */
export function scheduleAddresses(strapi: Core.Strapi, register: () => Promise<void>): void {
  if (!dukaConfig(strapi).isWorker) return;
  let isDone = false;
  const run = async () => {
    if (isDone) return;
    await register();
    isDone = true;
  };
  run().catch((error: unknown) => strapi.log.warn(`payments: ${String(error)}`));
  schedule(strapi, { name: 'payments.register_addresses', everySeconds: 60, run });
}
