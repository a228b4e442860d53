import { z } from 'zod';
import { Ledger } from '../lib/ledger';

/** The public sandbox's own, as its documentation prints them. */
export const SHORTCODE = '174379';
export const PASSKEY = 'bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919';
export const CONSUMER_KEY = 'emulated-consumer-key';
export const CONSUMER_SECRET = 'emulated-consumer-secret';

export const settingsSchema = z
  .strictObject({
    /** Who answers the phone's prompt: a person on the page, or the emulator itself. */
    phone: z.enum(['asks', 'accepts', 'refuses']),
    /** How long a phone that answers by itself takes. */
    answerAfterMs: z.number().int().nonnegative(),
    /** How long a prompt waits for a person. */
    promptMs: z.number().int().positive(),
    /** How long the same amount is refused to the same phone (code 17). */
    sameAmountMs: z.number().int().nonnegative(),
    /** How long B2C, reversals and status queries take. */
    resultAfterMs: z.number().int().nonnegative(),
    /** Whether payments by hand are asked about first; off at Safaricom unless one applies for it. */
    c2bValidation: z.boolean(),
    /** Whether addresses for payments by hand can be given once only, as in production. */
    c2bRegisterOnce: z.boolean(),
    retries: z.number().int().nonnegative(),
    retryMs: z.number().int().positive(),
  })
  .partial();

export type Settings = Required<z.infer<typeof settingsSchema>>;

export const DEFAULTS: Settings = {
  phone: 'asks',
  answerAfterMs: 100,
  promptMs: 60_000,
  sameAmountMs: 120_000,
  resultAfterMs: 100,
  c2bValidation: false,
  c2bRegisterOnce: false,
  // Nothing official promises a second try.
  retries: 0,
  retryMs: 1_000,
};

/** A prompt on somebody's phone and what became of it. */
export interface Push {
  merchantRequestId: string;
  checkoutRequestId: string;
  phone: string;
  /** Whole shillings. */
  amount: number;
  reference: string;
  callbackUrl: string;
  madeAt: number;
  outcome?: { code: number | string; text: string; receipt?: string };
}

/** Money that came in. */
export interface Payment {
  receipt: string;
  phone: string;
  /** Whole shillings. */
  amount: number;
  reference: string;
  paidAt: Date;
  isReversed: boolean;
}

/** Everything that this Safaricom knows. */
export class Books {
  readonly ledger = new Ledger();
  readonly settings: Settings = { ...DEFAULTS };
  readonly pushes = new Map<string, Push>();
  readonly payments = new Map<string, Payment>();
  /** By OriginatorConversationID: what B2C paid out. */
  readonly payouts = new Map<string, { receipt: string; amount: number }>();
  /** The same of what was reversed; the id is this Safaricom's own. */
  readonly reversals = new Map<string, { receipt: string; amount: number }>();
  c2bUrls: { confirmation: string; validation: string; byDefault: string } | undefined;
  private token: { value: string; until: number } | undefined;

  /** Gives a new token; the one before is worth nothing from now on. */
  giveToken(value: string, until: number): void {
    this.token = { value, until };
  }

  /** As where somebody else has fetched a newer one. */
  forgetToken(): void {
    this.token = undefined;
  }

  isToken(value: string): boolean {
    return this.token?.value === value && Date.now() < this.token.until;
  }

  /** Writes a payment down. */
  receive(payment: Omit<Payment, 'isReversed' | 'paidAt'>): Payment {
    const received = { ...payment, paidAt: new Date(), isReversed: false };
    this.payments.set(payment.receipt, received);
    this.ledger.add({
      kind: 'capture',
      id: payment.receipt,
      reference: payment.reference,
      amount: payment.amount * 100,
      currency: 'KES',
    });
    return received;
  }
}
