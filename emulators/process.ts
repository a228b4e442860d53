import { parseArgs } from 'node:util';
import { openDaraja } from './daraja/daraja';
import type { Address, Emulator } from './lib/http';
import { openOpensearch } from './opensearch/opensearch';
import { openPaypal } from './paypal/paypal';
import { openSendgrid } from './sendgrid/sendgrid';
import { openStripe } from './stripe/stripe';

/**
 * One emulator in a process of its own: `node dist/emulators/process.js daraja --port 4001`. Who
 * forks it is told `{ url, port }` once it listens, and it ends when that process ends.
 */
const EMULATORS: Readonly<Record<string, (address: Address) => Promise<Emulator>>> = {
  daraja: openDaraja,
  stripe: openStripe,
  paypal: openPaypal,
  sendgrid: openSendgrid,
  opensearch: openOpensearch,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '0' },
    },
  });
  const open = EMULATORS[positionals[0] ?? ''];
  if (open === undefined) throw new Error(`Emulators: ${Object.keys(EMULATORS).join(', ')}`);
  const emulator = await open({ host: values.host, port: Number(values.port) });
  const { url, port } = emulator;
  process.send?.({ url, port });
  const end = () => void emulator.close().then(() => process.exit(0));
  process.once('SIGTERM', end).once('disconnect', end);
  // Ctrl-C reaches whole families; who forked it says when it has to end.
  process.on('SIGINT', () => process.send === undefined && end());
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
