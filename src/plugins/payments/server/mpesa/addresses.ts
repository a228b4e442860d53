import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The addresses that Daraja calls. It refuses those with certain words in them (`mpesa`, `sql`, `cmd`
 * …), so all that varies is hexadecimal. A payment's token opens its addresses; those of payments made
 * by hand are opened by a token of the shop, which stays the same, for they can be given once only.
 */
export interface Addresses {
  callback(token: string): string;
  /** Where it is told what became of a command that is worked later. */
  told(token: string, what: Told, name: CommandName): string;
  confirmation(): string;
  validation(): string;
}

/**
 * The end of a refund, the answer to a question about it or about the money that it takes back, or that
 * something waited too long in a queue.
 */
export type Told = 'refunds' | 'states' | 'originals' | 'timeouts';

/** What a command is about, as its addresses name it. */
export interface CommandName {
  operation: 'capture' | 'refund';
  /** The operation's idempotency key. */
  key: string;
  /** Minor units. */
  amount: number;
  /** Whether that is all that came in. */
  isWhole: boolean;
}

/** @param base address of the shop, as Safaricom reaches it */
export function addressesAt(base: string, shopToken: string): Addresses {
  const root = `${base.replace(/\/+$/, '')}/api/payments/callbacks`;
  return {
    callback: (token) => `${root}/${token}`,
    told: (token, what, name) => `${root}/${token}/${what}/${encoded(name)}`,
    confirmation: () => `${root}/${shopToken}/confirmation`,
    validation: () => `${root}/${shopToken}/validation`,
  };
}

/** Tokens of the shop for payments made by hand, one of each of its keys. */
export function shopTokensOf(keys: readonly string[], shortcode: string): string[] {
  const text = `payments by hand to ${shortcode}`;
  return keys.map((key) => createHmac('sha256', key).update(text).digest('hex').slice(0, 48));
}

/** Compares two tokens in a time that says nothing of them. */
export function isSameToken(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function encoded({ operation, key, amount, isWhole }: CommandName): string {
  return Buffer.from([operation, key, amount, isWhole ? 'whole' : 'part'].join(':')).toString(
    'hex',
  );
}

/** What an address names; undefined where it is none of ours. */
export function commandNamed(hex: string): CommandName | undefined {
  const text = Buffer.from(hex, 'hex').toString();
  const match = /^(capture|refund):([a-z0-9]+):(\d+):(whole|part)$/.exec(text);
  if (match === null) return undefined;
  return {
    operation: match[1] === 'refund' ? 'refund' : 'capture',
    key: match[2] ?? '',
    amount: Number(match[3]),
    isWhole: match[4] === 'whole',
  };
}
