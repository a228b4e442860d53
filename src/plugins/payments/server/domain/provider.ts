import type { Operation } from './operations';

/**
 * What a way to pay must be able to do. A provider is a folder of verbs behind this contract; it is
 * told to the shop by `registerProvider`. The verbs talk to the provider and nothing else: they write
 * no row and know no order. What they learn they return, and `settle` acts on it.
 */
export interface PaymentProvider {
  /** As it stands in an order's `paymentMethod`, such as `stripe`. */
  readonly method: string;
  /** What a storefront calls it where it has no words of its own. */
  readonly name: string;
  /** What a payment begins with: `authorize` where the money is captured later. */
  readonly begins: 'authorize' | 'capture';
  /** Seconds that a shopper may take once asked (a prompt on a phone); the order waits that long. */
  readonly promptSeconds: number;
  /** Answered when a payment is begun; 202 where the shopper must still be asked. */
  readonly begunStatus: 201 | 202;
  /**
   * Checks what a shopper sent to begin with, beside order and amount.
   *
   * @throws Refusal VALIDATION_FAILED
   */
  readInput(rest: unknown): unknown;
  /** Whom a payment with this input bothers (a telephone number): their tries are limited. */
  bothers?(input: unknown): string | undefined;
  /** What the shopper is shown of a payment, beside its id and amount. */
  shows(payment: PaymentFacts): Readonly<Record<string, unknown>>;
  /** Why this amount cannot be paid this way; undefined where it can. */
  objection?(due: Money): Objection | undefined;
  /**
   * Whether a sum can be given back to the last digit; any can unless told. Staff are refused what cannot,
   * and of what the shop itself owes `refund` answers `by_hand`.
   */
  canGiveBack?(sum: Money): boolean;
  /** The operations that it knows. A missing `void` means that an open payment cannot be called off. */
  readonly verbs: Readonly<Partial<Record<Operation, Verb>>>;
  /**
   * What became of an operation. It is also called for one whose first call may or may not have been
   * made (`job.providerId` and `job.payment.reference` are null then): a provider with idempotency
   * keys makes the call again under the same key, another one answers `unknown`.
   */
  readonly ask: Verb;
  /** How its messages are believed and read, where it sends any. */
  readonly inbox?: Inbox;
  /** Its own list of what came in and went back in a time, for the comparison of both books. */
  list?(from: Date, to: Date): AsyncIterable<ListedMovement>;
  /**
   * The messages about money that nobody had asked for which it must have sent in a time, as its own
   * list tells: where one was lost, nobody would ask what became of it.
   */
  sent?(from: Date, to: Date): AsyncIterable<SentMessage>;
  /** What it says now of an operation that has ended. It does nothing, whatever it finds. */
  readonly look?: Verb;
}

/** Whole minor units of a currency of ISO 4217. */
export interface Money {
  amount: number;
  currency: string;
}

/** Why a sum cannot be paid this way, as the shopper is told. */
export interface Objection {
  code: 'PAYMENT_METHOD_UNAVAILABLE' | 'WHOLE_SHILLINGS_ONLY' | 'AMOUNT_TOO_LARGE';
  message: string;
}

/**
 * Does something at the provider. Whatever it throws means that we cannot tell what happened, but for
 * `NotSent`: the provider was not reached. A clear no is returned as `failed`. It must end within its
 * own time limit.
 */
export type Verb = (job: Job) => Promise<Outcome>;

/** What is to be done, from rows that were committed before. */
export interface Job {
  operation: Operation;
  /** The same for each try of this operation, and of no other: the provider's idempotency key. */
  key: string;
  /** Minor units of the payment's currency. */
  amount: number;
  /** What the provider calls this operation, once it has said so. */
  providerId: string | null;
  payment: PaymentFacts;
  /** Seconds since the operation was written, before its first call. */
  ageSeconds: number;
  /** What the shopper sent to begin with (a telephone number); undefined in every later try. */
  input: unknown;
  /** Keeps an exchange for the staff. Secrets and personal data are masked on the way. */
  record(exchange: Exchange): void;
}

/** What a verb knows of the payment that it works on. */
export interface PaymentFacts {
  documentId: string;
  /** Document id of the order. */
  orderId: string;
  orderNumber: string;
  currency: string;
  amount: number;
  amountCaptured: number;
  /** What the provider calls the payment (an intent, a checkout request), once it has said so. */
  reference: string | null;
  /** What the provider calls the money that came in, where that is another name. */
  receipt: string | null;
  /** An unguessable text, hexadecimal, for the address of this payment's callbacks. */
  callbackToken: string;
  /** What the provider wanted to be kept. */
  details: Readonly<Record<string, unknown>>;
}

/** A call to a provider and its answer, kept for the staff. */
export interface Exchange {
  /** Such as `POST /v1/payment_intents`. */
  what: string;
  request: unknown;
  /** The answer, or the error where there was none. */
  answer: unknown;
  status: number | null;
}

/** What a provider says of an operation. */
export type Outcome = (
  | { result: 'pending' }
  /** This try was refused, the payment stays open for another one. */
  | {
      result: 'declined';
      code: string;
      message: string;
      /** What was tried (a card's fingerprint), where the provider tells: its refusals are counted. */
      instrument?: string;
    }
  | ({
      result: 'succeeded';
      receipt?: string;
      /**
       * It is the money that was asked for: where the payment has another receipt already, that came
       * unasked and is other money, by this provider’s rules.
       */
      isMoneyByReceipt?: boolean;
      /** It named the order and no payment: it may be of another one of the order. */
      isOfOrder?: boolean;
    } & Money)
  | { result: 'failed'; code: string; message: string }
  | { result: 'unknown'; why: string }
  /** Only a person can bring it to its end, or tell of it: nobody is asked any more. */
  | { result: 'by_hand'; message: string }
) &
  Learned;

interface Learned {
  /** What it calls the payment. */
  reference?: string;
  /** What it calls this operation. */
  providerId?: string;
  /** Kept with the payment, over what was kept before. */
  details?: Readonly<Record<string, unknown>>;
  /** What the shopper's browser needs and nobody stores (a client secret). */
  handover?: Readonly<Record<string, unknown>>;
  /** The payer has done their part and the provider works on it: the order waits for the end. */
  isOnItsWay?: boolean;
  /** Seconds before which it makes no sense to ask; the usual steps where they are longer. 0 is now. */
  askAgainIn?: number;
}

/** How a provider's messages are believed and read. */
export interface Inbox {
  /**
   * Whether a message is genuine, from its raw bytes. It fails closed without a secret, and answers
   * within two seconds, for the sender waits: what it cannot tell by then is `unproven`.
   */
  verify(message: RawMessage): Verified | Promise<Verified>;
  /**
   * Whether a message is genuine that was stored unproven; its `params` are what was kept.
   *
   * @throws where it can still not be told
   */
  prove?(message: StoredMessage): Promise<Genuine | Forged>;
  /** What a genuine message means. It may ask the provider. */
  read(message: StoredMessage): Promise<Meaning>;
}

/** A message as it came in, byte for byte. */
export interface RawMessage {
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
  /** Of the route, such as `token`. */
  params: Readonly<Record<string, string>>;
}

export type Verified =
  | Genuine
  | Forged
  /** It cannot be told yet; with what was kept of its headers it can be proved later. */
  | { kind: 'unproven'; type: string; kept: Readonly<Record<string, string>> }
  /** It was sent to an address that is nobody's. */
  | { kind: 'astray' };

export interface Genuine {
  kind: 'genuine';
  eventId: string;
  type: string;
  /** How it was believed, for the staff. */
  by: string;
}

export interface Forged {
  kind: 'forged';
  why: string;
}

export interface StoredMessage {
  eventId: string;
  type: string;
  body: string;
  params: Readonly<Record<string, string>>;
  record(exchange: Exchange): void;
}

/** Which payment is meant, by whatever of these is known. */
export interface WhichPayment {
  reference?: string;
  /** What the provider calls the money that came in. */
  receipt?: string;
  callbackToken?: string;
  paymentId?: string;
}

/** Which of its operations. A refund that is not found was made in the provider's own pages. */
export interface WhichOperation {
  operation: Operation;
  providerId?: string;
  /** The key under which we had asked for it, where the provider repeats it. */
  key?: string;
  /** It repeats our keys and has none for this: somebody else has asked for it. */
  isElsewhere?: boolean;
  /** It bears no key of ours that can be relied on: only its name tells whose it is. */
  mayBeElsewhere?: boolean;
}

export type Meaning =
  | { kind: 'ignored'; why: string }
  | { kind: 'review'; why: string }
  | { kind: 'news'; payment: WhichPayment; news: readonly News[] }
  /** Money that nobody had asked for, such as a paybill paid by hand. */
  | ({
      kind: 'unasked';
      orderNumber: string;
      reference: string;
      receipt: string;
      /** Whether it can be the money of a payment with these details; of any, where it is absent. */
      canBeOf?: (details: PaymentFacts['details']) => boolean;
    } & Money)
  /**
   * Somebody disputes a payment; `id` is what the provider calls the dispute, for there may be several,
   * and `state` how it calls its stage.
   */
  | { kind: 'dispute'; payment: WhichPayment; id?: string; stage: DisputeStage; state: string };

/** How a dispute stands: nobody has decided, or the shop keeps the money, or has lost it. */
export type DisputeStage = 'open' | 'won' | 'lost';

/** `ask`: the message is only a hint, the provider is asked. */
export type News = WhichOperation & { outcome: Outcome | 'ask' };

/** A message as it comes to the inbox. */
export interface SentMessage {
  eventId: string;
  type: string;
  body: string;
  /** What the provider calls the money that it tells of. */
  receipt: string;
}

/** A row of a provider's own list: money that has moved. */
export interface ListedMovement extends Money {
  operation: 'capture' | 'refund';
  /** What it calls the payment, or the money that came in by it. */
  reference: string;
  /** What it calls this movement. */
  providerId: string;
  /** The number of the order, where the list tells it. */
  orderNumber?: string;
  at: Date;
}
