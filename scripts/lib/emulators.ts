import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CONSUMER_KEY, CONSUMER_SECRET, PASSKEY, SHORTCODE } from '../../emulators/daraja/books';
import * as paypal from '../../emulators/paypal/settings';
import * as sendgrid from '../../emulators/sendgrid/settings';
import * as stripe from '../../emulators/stripe/settings';
import { CommandError } from './command';
import type { Ending } from './ending';

/** Those that the demo starts: it keeps its mails as files. */
const PAYMENT_EMULATORS = ['daraja', 'stripe', 'paypal'] as const;
export const EMULATORS = [...PAYMENT_EMULATORS, 'sendgrid'] as const;
export type EmulatorName = (typeof EMULATORS)[number];
type PaymentEmulator = (typeof PAYMENT_EMULATORS)[number];

/** Keys of real payment providers: with one of them, nothing is emulated. */
const REAL_KEYS = ['STRIPE_SECRET_KEY', 'MPESA_CONSUMER_KEY', 'PAYPAL_CLIENT_ID'];

/** Whether the shop has been given a payment provider. */
export function isPaidForReal(environment: NodeJS.ProcessEnv): boolean {
  return REAL_KEYS.some((name) => environment[name]);
}

/** Starts each emulator in a process of its own and gives their addresses. */
export async function startEmulators<Name extends EmulatorName>(
  ports: Readonly<Record<Name, number>>,
  ending: Ending,
): Promise<Record<Name, string>> {
  const urls = await Promise.all(
    Object.entries<number>(ports).map(
      async ([name, port]) => [name, await start(name, port, ending)] as const,
    ),
  );
  return Object.fromEntries(urls) as Record<Name, string>;
}

/** Tells them where the shop is, so that they can send it their messages. */
export async function introduceShop(
  urls: Readonly<Record<PaymentEmulator, string>>,
  shop: string,
): Promise<void> {
  for (const name of ['stripe', 'paypal'] as const) {
    await fetch(`${urls[name]}/_emulator/settings`, {
      method: 'PUT',
      body: JSON.stringify({ webhookUrl: `${shop}/api/payments/${name}/webhook` }),
    });
  }
}

/** The settings of a shop that is paid through them. */
export function settingsFor(
  urls: Readonly<Record<PaymentEmulator, string>>,
  shop: string,
): Record<string, string> {
  return {
    STRIPE_SECRET_KEY: stripe.SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: stripe.DEFAULTS.webhookSecret,
    STRIPE_API_BASE: urls.stripe,
    MPESA_CONSUMER_KEY: CONSUMER_KEY,
    MPESA_CONSUMER_SECRET: CONSUMER_SECRET,
    MPESA_SHORTCODE: SHORTCODE,
    MPESA_PASSKEY: PASSKEY,
    MPESA_INITIATOR_NAME: 'emulated-initiator',
    MPESA_SECURITY_CREDENTIAL: 'ZW11bGF0ZWQ=',
    MPESA_BASE_URL: urls.daraja,
    MPESA_CALLBACK_BASE_URL: shop,
    PAYPAL_CLIENT_ID: paypal.CLIENT_ID,
    PAYPAL_CLIENT_SECRET: paypal.CLIENT_SECRET,
    PAYPAL_WEBHOOK_ID: paypal.DEFAULTS.webhookId,
    PAYPAL_BASE_URL: urls.paypal,
  };
}

/** Tells the emulator of mail where the shop is. */
export async function introduceShopToMail(url: string, shop: string): Promise<void> {
  await fetch(`${url}/_emulator/settings`, {
    method: 'PUT',
    body: JSON.stringify({ webhookUrl: `${shop}/api/notifications/sendgrid/events` }),
  });
}

/** The settings of a shop that sends its mails there. */
export function mailSettingsFor(url: string): Record<string, string> {
  return {
    FROM_EMAIL: 'shop@example.com',
    SENDGRID_API_KEY: sendgrid.API_KEY,
    SENDGRID_BASE_URL: url,
    SENDGRID_WEBHOOK_PUBLIC_KEY: sendgrid.PUBLIC_KEY,
  };
}

async function start(name: string, port: number, ending: Ending): Promise<string> {
  const child = fork(
    join(__dirname, '../../emulators/process.js'),
    [name, '--port', String(port)],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const ended = once(child, 'exit');
  ending.add(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const first = await Promise.race([once(child, 'message'), ended]);
  if (typeof first[0] !== 'object') {
    throw new CommandError(`The ${name} emulator does not start: is port ${port} taken?`);
  }
  void ended.then(() => ending.begin(1));
  return (first[0] as { url: string }).url;
}
