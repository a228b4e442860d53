import { createHash } from 'node:crypto';
import type {
  Inbox,
  Meaning,
  News,
  Outcome,
  RawMessage,
  Verified,
  WhichOperation,
  WhichPayment,
} from '../domain/provider';
import { commandNamed, isSameToken, type CommandName } from './addresses';
import {
  byHandSchema,
  callbackSchema,
  centsOf,
  jsonOf,
  resultSchema,
  type CommandResult,
  type StkCallback,
} from './objects';
import { canBePhone } from './payer';
import { failureOf, kindOf } from './results';

const CURRENCY = 'KES';
const CONFIRMATION = 'c2b.confirmation';

/** What is known of the addresses that were given to Daraja, and the time. */
export interface KnownAddresses {
  /** Tokens of the shop itself; several while its keys are being changed. */
  shopTokens: readonly string[];
  /** The payment that a token, a CheckoutRequestID or a receipt is of; the amount in minor units. */
  paymentOf(which: WhichPayment): Promise<{ amount: number } | undefined>;
  /** By the database's clock, in milliseconds since 1970: what one process notes another one reads. */
  now(): number;
}

/** What kinds of message there are, as they stand in the inbox. */
const TYPES: Readonly<Record<string, string>> = {
  refunds: 'refund.result',
  states: 'status.result',
  originals: 'original.result',
  timeouts: 'queue.timeout',
};

/**
 * Daraja signs nothing: a message is believed for the address that it comes to, which nobody can
 * guess, and only as far as it says what was asked for. What comes to the older address, which
 * everybody knows, is a hint to ask.
 */
export function mpesaInbox(known: KnownAddresses, shortcode: string): Inbox {
  return {
    async verify({ params, body }: RawMessage): Promise<Verified> {
      const { token, kind } = params;
      const said = jsonOf(body.toString('utf8'));
      if (token === undefined) {
        const id = checkoutOf(said);
        const isKnown =
          id !== undefined && (await known.paymentOf({ reference: id })) !== undefined;
        return isKnown ? genuine('hint', body, 'nothing: it is asked about') : { kind: 'astray' };
      }
      if (known.shopTokens.some((one) => isSameToken(one, token))) {
        if (kind !== 'confirmation') return { kind: 'astray' };
        const paid = byHandSchema.safeParse(said);
        if (!paid.success) return { kind: 'forged', why: 'it is no payment' };
        return { kind: 'genuine', ...confirmationOf(paid.data.TransID), by: 'its address' };
      }
      const type = kind === undefined ? 'stk.callback' : TYPES[kind];
      const payment = type && (await known.paymentOf({ callbackToken: token }));
      if (type === undefined || payment === undefined) return { kind: 'astray' };
      return genuine(
        type,
        Buffer.concat([Buffer.from(`${token}/${kind ?? ''}\n`), body]),
        'its address',
      );
    },

    async read({ type, body, params }): Promise<Meaning> {
      const said = jsonOf(body);
      const { token = '', command = '' } = params;
      if (type === CONFIRMATION) return meaningOfPaymentByHand(said, shortcode);
      if (type === 'hint') {
        return ask({ reference: checkoutOf(said) ?? '' }, { operation: 'capture' });
      }
      const payment = { callbackToken: token };
      if (type === 'stk.callback') {
        const callback = callbackSchema.safeParse(said);
        if (!callback.success) return { kind: 'review', why: 'it is no callback of Daraja’s' };
        const expected = (await known.paymentOf(payment))?.amount;
        const news = newsOfCallback(callback.data.Body.stkCallback, expected);
        return { kind: 'news', payment, news };
      }
      const name = commandNamed(command);
      if (name === undefined) return { kind: 'review', why: 'its address names no command' };
      if (type === 'queue.timeout') {
        return ask(payment, { operation: name.operation, key: name.key });
      }
      const result = resultSchema.safeParse(said);
      if (!result.success) return { kind: 'review', why: 'it is no result of Daraja’s' };
      const outcome = (OUTCOMES[type] ?? outcomeOfRefund)(result.data.Result, name, known.now());
      return {
        kind: 'news',
        payment,
        news: [{ operation: name.operation, key: name.key, outcome }],
      };
    },
  };
}

/** What the message of a payment by hand is known by, however it came. */
export function confirmationOf(receipt: string): { eventId: string; type: string } {
  return { eventId: `c2b:${receipt}`, type: CONFIRMATION };
}

function genuine(type: string, said: Buffer, by: string): Verified {
  // Daraja numbers no messages: the same words are the same message.
  const eventId = createHash('sha256').update(`${type}\n`).update(said).digest('hex');
  return { kind: 'genuine', eventId, type, by };
}

function ask(payment: WhichPayment, which: WhichOperation): Meaning {
  return { kind: 'news', payment, news: [{ ...which, outcome: 'ask' }] };
}

function newsOfCallback(callback: StkCallback, expected: number | undefined): News[] {
  const { ResultCode: code, CheckoutRequestID: reference } = callback;
  const capture = (outcome: Outcome | 'ask'): News => ({ operation: 'capture', outcome });
  switch (kindOf(code, 'callback')) {
    case 'paid':
      return outcomesOfMoney(callback, expected).map(capture);
    case 'failed':
      return [capture({ ...failureOf(code), reference })];
    default:
      return [capture('ask')];
  }
}

/**
 * Money that came in by a prompt. An amount that is no number, or not what was asked for, is not
 * believed: a person looks at it, and Safaricom is asked what it has written down.
 */
function outcomesOfMoney(
  { CheckoutRequestID: reference, CallbackMetadata }: StkCallback,
  expected: number | undefined,
): Outcome[] {
  const items = new Map(CallbackMetadata?.Item.map(({ Name, Value }) => [Name, Value]));
  const said = items.get('Amount');
  const amount = typeof said === 'number' ? centsOf(said) : undefined;
  const receipt = textOf(items.get('MpesaReceiptNumber'));
  const phone = textOf(items.get('PhoneNumber'));
  const money: Outcome = {
    result: 'succeeded',
    amount: amount ?? 0,
    currency: CURRENCY,
    reference,
    ...(receipt === undefined ? {} : { receipt, isMoneyByReceipt: true }),
    details: { isNamed: receipt !== undefined, ...(phone === undefined ? {} : { phone }) },
  };
  const doubt: Outcome = { result: 'pending', details: { doubted: receipt ?? '' }, askAgainIn: 0 };
  return amount === expected && receipt !== undefined ? [money] : [money, doubt];
}

function outcomeOfRefund(result: CommandResult, { amount, isWhole }: CommandName): Outcome {
  const { ResultCode: code, ResultDesc: message, TransactionID: id } = result;
  const done = { currency: CURRENCY, ...(id === '' ? {} : { providerId: id }) };
  if (code === '0') {
    const said = centsOf(
      parametersOf(result).get('TransactionAmount') ?? parametersOf(result).get('Amount'),
    );
    return { result: 'succeeded', amount: said ?? amount, ...done };
  }
  // Reversed before: by us, where the answer was lost. A part is never taken to be the whole.
  if (code === 'R000001') {
    return isWhole ? { result: 'succeeded', amount, ...done } : reversedBefore;
  }
  return { result: 'failed', code, message };
}

/** A payment is reversed once; how much of it, and whether by us, Safaricom does not tell. */
const reversedBefore: Outcome = {
  result: 'by_hand',
  message: 'Safaricom has reversed this payment before: see how much of it has gone back.',
};

/** What Safaricom has written down of the money of which a part was to be reversed. */
function outcomeOfOriginal(result: CommandResult, { key }: CommandName, now: number): Outcome {
  const { ResultCode: code, ResultDesc: message } = result;
  const state = textOf(parametersOf(result).get('TransactionStatus'))?.toLowerCase() ?? '';
  if (code === '0' && state.includes('revers')) return reversedBefore;
  if (code !== '0' || state !== 'completed') {
    return { result: 'unknown', why: `Safaricom calls it ${state || `${code} ${message}`}` };
  }
  const details = { unreversed: { key, at: now } };
  return { result: 'unknown', why: 'Nothing was reversed.', details, askAgainIn: 0 };
}

type Reader = (result: CommandResult, name: CommandName, now: number) => Outcome;

/** How the results of commands are read, by the type of their message. */
const OUTCOMES: Readonly<Record<string, Reader>> = {
  'refund.result': outcomeOfRefund,
  'status.result': outcomeOfState,
  'original.result': outcomeOfOriginal,
};

/** What Safaricom has written down of a payout, or of money that a callback told strangely of. */
function outcomeOfState(result: CommandResult, { operation }: CommandName): Outcome {
  const { ResultCode: code, ResultDesc: message } = result;
  if (code !== '0')
    return { result: 'unknown', why: `Safaricom does not find it: ${code} ${message}` };
  const parameters = parametersOf(result);
  const state = textOf(parameters.get('TransactionStatus'))?.toLowerCase() ?? '';
  const amount = centsOf(parameters.get('Amount'));
  const receipt = textOf(parameters.get('ReceiptNo'));
  if (state === 'completed' && amount !== undefined) {
    const named =
      receipt === undefined ? {} : operation === 'refund' ? { providerId: receipt } : { receipt };
    return { result: 'succeeded', amount, currency: CURRENCY, ...named };
  }
  if (/fail|declin|cancel|expir|revers/.test(state)) {
    return { result: 'failed', code: state.slice(0, 64), message: `Safaricom calls it ${state}.` };
  }
  return { result: 'unknown', why: `Safaricom calls it ${state || 'nothing'}` };
}

function meaningOfPaymentByHand(said: unknown, shortcode: string): Meaning {
  const paid = byHandSchema.parse(said);
  const amount = centsOf(paid.TransAmount);
  if (amount === undefined || amount === 0) return { kind: 'review', why: 'it names no amount' };
  if (paid.BusinessShortCode !== shortcode)
    return { kind: 'review', why: 'it is of another shortcode' };
  return {
    kind: 'unasked',
    orderNumber: paid.BillRefNumber,
    reference: paid.TransID,
    receipt: paid.TransID,
    amount,
    currency: CURRENCY,
    canBeOf: ({ phone }) => typeof phone !== 'string' || canBePhone(paid.MSISDN ?? '', phone),
  };
}

function parametersOf({ ResultParameters }: CommandResult): Map<string, unknown> {
  return new Map(ResultParameters?.ResultParameter.map(({ Key, Value }) => [Key, Value]));
}

function checkoutOf(said: unknown): string | undefined {
  const callback = callbackSchema.safeParse(said);
  return callback.success ? callback.data.Body.stkCallback.CheckoutRequestID : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
    ? String(value)
    : undefined;
}
