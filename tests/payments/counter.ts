import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmulatorProcess, type EmulatorName } from '../support/emulators';
import { freePort } from '../support/free-port';
import { LOGS } from '../support/paths';
import { launch } from '../support/server-process';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { MPESA_SETTINGS } from './paybill';
import { STRIPE_SETTINGS } from './till';

type Settings = Record<string, string>;
export type Providers = Record<Exclude<EmulatorName, 'sendgrid' | 'opensearch'>, EmulatorProcess>;

/** A shop that is paid in every way, and everybody who brings it money. */
export interface Counter extends Providers {
  shop: TestShop;
  /** The settings of its servers. */
  env: Settings;
}

/**
 * Opens a shop of a test file's own with all providers emulated. `closeCounter` it in `afterAll`.
 *
 * @param settingsFor settings of its own, which may put somebody between the shop and its providers
 */
export async function openCounter(
  settingsFor: (providers: Providers) => Settings | Promise<Settings> = () => ({}),
): Promise<Counter> {
  const [stripe, daraja, paypal, port] = await Promise.all([
    EmulatorProcess.start('stripe'),
    EmulatorProcess.start('daraja'),
    EmulatorProcess.start('paypal'),
    freePort(),
  ]);
  const env = {
    PORT: String(port),
    ...STRIPE_SETTINGS,
    STRIPE_API_BASE: stripe.url,
    ...MPESA_SETTINGS,
    MPESA_BASE_URL: daraja.url,
    MPESA_CALLBACK_BASE_URL: `http://127.0.0.1:${port}`,
    PAYPAL_CLIENT_ID: 'emulated-client-id',
    PAYPAL_CLIENT_SECRET: 'emulated-client-secret',
    PAYPAL_WEBHOOK_ID: '8PT597110X687430LKGECATA',
    PAYPAL_BASE_URL: paypal.url,
    ...(await settingsFor({ stripe, daraja, paypal })),
  };
  const shop = await createShop({ env: { ...WORKING, ...env } });
  const retries = { retryMs: 50 };
  await stripe.set({
    ...retries,
    webhookUrl: `${shop.url}/api/payments/stripe/webhook`,
    webhookSecret: STRIPE_SETTINGS.STRIPE_WEBHOOK_SECRET,
  });
  await paypal.set({ ...retries, webhookUrl: `${shop.url}/api/payments/paypal/webhook` });
  await daraja.set({ phone: 'accepts', answerAfterMs: 20, resultAfterMs: 20, sameAmountMs: 0 });
  return { shop, stripe, daraja, paypal, env };
}

export async function closeCounter({ shop, stripe, daraja, paypal }: Counter): Promise<void> {
  await Promise.all([shop.stop(), stripe.stop(), daraja.stop(), paypal.stop()]);
}

/** Has the shop sell in another currency from now on. */
export async function sellIn({ shop }: Counter, currency: string): Promise<void> {
  await shop.sql('UPDATE shop_settings SET currency = $1', [currency]);
  await shop.sql('UPDATE components_shipping_rates SET currency = $1', [currency]);
}

let comparisons = 0;

/** Compares both books as an operator does: what is printed of them, and the exit status. */
export async function reconcile(
  { shop, env }: Counter,
  ...wishes: string[]
): Promise<{ status: number; lines: string[] }> {
  comparisons += 1;
  const logFile = join(LOGS, `reconcile.${process.pid}.${comparisons}.log`);
  const child = launch('reconcile', wishes, { databaseUrl: shop.database.url, logFile, env });
  const [status] = (await once(child, 'exit')) as [number];
  const printed = readFileSync(logFile, 'utf8').split('\n');
  return { status, lines: printed.filter((line) => /^(stripe|mpesa|paypal|No|-)/.test(line)) };
}
