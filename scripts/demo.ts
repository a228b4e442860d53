import { join } from 'node:path';
import { keepAdministrator } from './lib/administrator';
import { introduceShop, isPaidForReal, settingsFor, startEmulators } from './lib/emulators';
import { Ending } from './lib/ending';
import { dataDir, say } from './lib/environment';
import { loadSampleShop } from './lib/sample-shop';
import { loadShop, openPort } from './lib/shop';

/** The server with everything that is needed to look around. */
async function demo(ending: Ending): Promise<void> {
  // For somebody at a terminal, unless told otherwise.
  process.env.LOG_FORMAT ??= 'text';
  process.env.LOG_LEVEL ??= 'warn';
  const { email, password } = keepAdministrator();
  const emulators = isPaidForReal(process.env)
    ? undefined
    : await startEmulators(ANY_PORTS, ending);
  if (emulators !== undefined) {
    const port = process.env.PORT || '1337';
    Object.assign(process.env, settingsFor(emulators, `http://localhost:${port}`));
  }
  const strapi = await loadShop(ending);
  await loadSampleShop(strapi);
  const address = `http://localhost:${await openPort(strapi, ending)}`;
  say(`
Duka is running. Ctrl-C stops it; its data stays.

  Storefront API   ${address}/api
  GraphQL          ${address}/graphql
  Admin panel      ${address}/admin
  Administrator    ${email}
  Password         ${password}

  Near Nairobi     curl '${address}/api/stores/nearby?latitude=-1.2864&longitude=36.8172'
  First products   curl -g '${address}/api/products?pagination[pageSize]=3'
`);
  if (!process.env.SENDGRID_API_KEY && !process.env.SMTP_URL) {
    say(
      `  Mails            ${join(dataDir(), 'outbox-mail')}/   (.eml files: no provider is set)\n`,
    );
  }
  if (emulators === undefined) return;
  await introduceShop(emulators, address);
  say(`  TEST MODE: no key of a payment provider is set, so payments go to emulators. No money moves.

  Card payments    ${emulators.stripe}/
  M-Pesa phone     ${emulators.daraja}/   (orders in KES)
  PayPal           at the approveUrl of an order
`);
}

const ANY_PORTS = { daraja: 0, stripe: 0, paypal: 0 };

const ending = new Ending();
demo(ending).catch((error: unknown) => ending.fail(error));
