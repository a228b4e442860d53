import { closeCounter, openCounter, type Counter } from '../../payments/counter';
import { registerPaybill } from '../../payments/paybill';
import type { ServerProcess } from '../../support/server-process';
import { BackRoom } from '../back-room';
import { Gate } from './gate';
import { Post } from '../../payments/post';

/** A shop with its providers, and what stands between them. */
export interface Desk {
  counter: Counter;
  gates: Gates;
  post: Post;
  /**
   * Servers of the shop; they are killed one after the other, for each holds many connections. The
   * third is called when the second is dead.
   */
  servers: Record<'first' | 'second' | 'third', Server>;
  /** Ends orders that nobody has paid, and gives back what is owed by Stripe. */
  backRoom: BackRoom;
}

export type Server = Pick<ServerProcess, 'url' | 'steps'> & {
  kill(signal: 'SIGKILL'): Promise<unknown>;
};

/** As long as a prompt can be on the phone before it is taken to be gone. */
const PROMPT_MS = 100_000;

type Gates = Record<'stripe' | 'daraja' | 'paypal', Gate>;

/**
 * Opens a desk of which nobody works in the background, so that nothing but calls is done. `closeDesk`
 * it in `afterAll`.
 */
export async function openDesk(): Promise<Desk> {
  const post = await Post.open();
  const gates = {} as Gates;
  const counter = await openCounter(async ({ stripe, daraja, paypal }) => {
    gates.stripe = await Gate.open(stripe.url);
    gates.daraja = await Gate.open(daraja.url);
    gates.paypal = await Gate.open(paypal.url);
    return {
      DUKA_WORKER: 'off',
      // Whoever is held up in a transaction keeps a connection.
      DATABASE_POOL_SIZE: '150',
      STRIPE_API_BASE: gates.stripe.url,
      MPESA_BASE_URL: gates.daraja.url,
      PAYPAL_BASE_URL: gates.paypal.url,
      MPESA_CALLBACK_BASE_URL: post.url,
    };
  });
  for (const provider of ['stripe', 'paypal'] as const) {
    await counter[provider].set({ webhookUrl: `${post.url}/api/payments/${provider}/webhook` });
  }
  // The phones are answered when everything has been held up: a slow machine takes its time for that.
  await counter.daraja.set({ promptMs: PROMPT_MS });
  // PayPal must be asked whether a message is its own.
  await counter.paypal.fault({ on: 'certificate', do: 'error', times: null });
  // The shop itself does so in the background.
  await registerPaybill(counter.daraja, post.url);
  const second = await counter.shop.secondServer({ PORT: '0' });
  const servers = { first: counter.shop, second, third: second };
  return { counter, gates, post, servers, backRoom: openBackRoom(counter) };
}

/** Opens one that knows Stripe. */
export function openBackRoom({ shop, env }: Counter): BackRoom {
  return new BackRoom(shop.database.url, env);
}

/** Ends it at once, for what is held up would never come to an end. */
export async function closeDesk({ counter, gates, post, servers, backRoom }: Desk): Promise<void> {
  for (const server of Object.values(servers)) await server.kill('SIGKILL');
  await backRoom.stop();
  await closeCounter(counter);
  await Promise.all([post, ...Object.values(gates)].map((one) => one.close()));
}
