import { parseArgs } from 'node:util';
import { CommandError } from './lib/command';
import {
  EMULATORS,
  introduceShop,
  introduceShopToMail,
  mailSettingsFor,
  settingsFor,
  startEmulators,
  type EmulatorName,
} from './lib/emulators';
import { Ending } from './lib/ending';
import { say } from './lib/environment';

const USAGE =
  'Usage: npm run emulators [-- --shop http://localhost:1337 --daraja 4010 --stripe 4011 --paypal 4012 --sendgrid 4013]';

/** The providers of payments and mail, emulated, until it is told to stop. */
async function emulate(ending: Ending): Promise<void> {
  const { shop, ports } = readArguments();
  const urls = await startEmulators(ports, ending);
  await introduceShop(urls, shop);
  await introduceShopToMail(urls.sendgrid, shop);
  const all = { ...settingsFor(urls, shop), ...mailSettingsFor(urls.sendgrid) };
  const settings = Object.entries(all).map(([name, value]) => `${name}=${value}`);
  say(`
Emulated providers; no money moves, no mail leaves. Ctrl-C stops them and their books are gone.

  The customer's phone   ${urls.daraja}/
  Card payments          ${urls.stripe}/
  PayPal                 ${urls.paypal}
  Mails (SendGrid)       ${urls.sendgrid}/

A shop at ${shop} is paid and sends its mails through them with these lines in its .env:

${settings.join('\n')}
`);
}

function readArguments(): { shop: string; ports: Record<EmulatorName, number> } {
  try {
    const { values } = parseArgs({
      options: {
        shop: { type: 'string', default: 'http://localhost:1337' },
        daraja: { type: 'string', default: '4010' },
        stripe: { type: 'string', default: '4011' },
        paypal: { type: 'string', default: '4012' },
        sendgrid: { type: 'string', default: '4013' },
      },
    });
    const ports = EMULATORS.map((name) => [name, portIn(values[name])] as const);
    return {
      shop: new URL(values.shop).origin,
      ports: Object.fromEntries(ports) as Record<EmulatorName, number>,
    };
  } catch {
    throw new CommandError(USAGE);
  }
}

function portIn(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new Error('No port');
  return Number(text);
}

const ending = new Ending();
emulate(ending).catch((error: unknown) => ending.fail(error));
