import { z } from 'zod';
import type { Job, Outcome, Verb } from '../domain/provider';
import type { Addresses, CommandName, Told } from './addresses';
import type { Daraja, No } from './client';
import type { KnownAddresses } from './inbox';
import { listMpesa } from './list';
import { acceptedSchema, pushedSchema, queriedSchema } from './objects';
import { failureOf, kindOf } from './results';
import type { MpesaSettings } from './settings';
import { timestampOf } from './times';

/**
 * Seconds after which a push whose answer was lost is given up: its prompt is gone from the phone by
 * then. Money that comes in after all still wins.
 */
const PROMPT_IS_GONE = 105;
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** B2C pays whole shillings within these. */
const [LEAST_PAYOUT, MOST_PAYOUT] = [10_00, 250_000_00];

const inputSchema = z.object({ phoneNumber: z.string() });

/** What is kept with a payment. */
const detailsSchema = z.object({
  /** The payer's, as `254712345678`. */
  phone: z.string().optional(),
  /** Whether Safaricom named the money when it told of it: it can be taken back by that name. */
  isNamed: z.boolean().optional(),
  /** A callback told of money that is not what was asked for; this is its receipt, or empty. */
  doubted: z.string().optional(),
  /** Safaricom has just told, of a refund whose answer was lost, that it has reversed nothing. */
  unreversed: z.object({ key: z.string(), at: z.number() }).optional(),
});

/** Milliseconds for which it is believed that nothing was reversed. */
const UNREVERSED_FOR = 20_000;

/** What Daraja does with money for us, and how it is asked what became of it. */
export interface MpesaVerbs {
  capture: Verb;
  refund: Verb;
  ask: Verb;
  look: Verb;
}

export function mpesaVerbs(
  daraja: Daraja,
  { shortcode, passkey, initiator }: MpesaSettings,
  addresses: Addresses,
  known: Pick<KnownAddresses, 'paymentOf' | 'now'>,
): MpesaVerbs {
  const signed = () => {
    const timestamp = timestampOf(new Date());
    const password = Buffer.from(shortcode + passkey + timestamp).toString('base64');
    return { BusinessShortCode: shortcode, Password: password, Timestamp: timestamp };
  };

  /** Has the phone ask for the PIN. */
  const push: Verb = async ({ input, amount, payment, record }) => {
    const { phoneNumber: phone } = inputSchema.parse(input);
    const pushed = await daraja.post(
      pushedSchema,
      '/mpesa/stkpush/v1/processrequest',
      {
        ...signed(),
        TransactionType: 'CustomerPayBillOnline',
        Amount: amount / 100,
        PartyA: phone,
        PartyB: shortcode,
        PhoneNumber: phone,
        CallBackURL: addresses.callback(payment.callbackToken),
        // At most 12 letters and digits, and 13 characters.
        AccountReference: payment.orderNumber,
        TransactionDesc: 'Order',
      },
      record,
    );
    if (pushed.kind === 'no') return refused(pushed);
    const { answer } = pushed;
    if (answer.ResponseCode !== '0') {
      return { result: 'failed', code: answer.ResponseCode, message: answer.ResponseDescription };
    }
    return {
      result: 'pending',
      reference: answer.CheckoutRequestID,
      details: {
        phone,
        merchantRequestId: answer.MerchantRequestID,
        customerMessage: answer.CustomerMessage,
      },
    };
  };

  /** What became of a prompt. */
  const query = async ({ amount, payment, record }: Job, id: string): Promise<Outcome> => {
    const queried = await daraja.ask(
      queriedSchema,
      '/mpesa/stkpushquery/v1/query',
      { ...signed(), CheckoutRequestID: id },
      record,
    );
    if (queried.kind === 'no') {
      // “The transaction is being processed”, in several wordings.
      if (/process(ed|ing)/i.test(queried.message)) return { result: 'pending' };
      return untold(queried);
    }
    const { ResultCode: code, CheckoutRequestID: told } = queried.answer;
    if (code == null) return { result: 'pending' };
    const reference = told ?? id;
    switch (kindOf(code, 'query')) {
      case 'paid':
        // It names no amount: it was ours that the phone showed.
        return { result: 'succeeded', amount, currency: payment.currency, reference };
      case 'open':
        return { result: 'pending' };
      default:
        return failureOf(code);
    }
  };

  const askAboutPrompt = async (job: Job): Promise<Outcome> => {
    const { doubted } = detailsSchema.parse(job.payment.details);
    if (doubted === '') return { result: 'unknown', why: 'no receipt was told', askAgainIn: DAY };
    if (doubted !== undefined) return askAboutMoney(job, { TransactionID: doubted });
    if (job.payment.reference !== null) return query(job, job.payment.reference);
    if (job.ageSeconds < PROMPT_IS_GONE) {
      return { result: 'unknown', why: 'the answer to the push was lost' };
    }
    return (
      (await found(job)) ?? {
        result: 'failed',
        code: 'lost',
        message: 'M-Pesa did not answer. Please try again.',
      }
    );
  };

  /** Money of a prompt of which neither the answer nor the callback came, in Safaricom's own list. */
  const found = async ({ amount, ageSeconds, payment }: Job): Promise<Outcome | undefined> => {
    const now = known.now();
    const from = new Date(now - (ageSeconds + MINUTE) * 1_000);
    for await (const listed of listMpesa(daraja, shortcode, from, new Date(now + MINUTE * 1_000))) {
      const { providerId: receipt, currency } = listed;
      if (listed.orderNumber !== payment.orderNumber || listed.amount !== amount) continue;
      if ((await known.paymentOf({ receipt })) !== undefined) continue;
      const details = { isNamed: true };
      return { result: 'succeeded', amount, currency, receipt, isOfOrder: true, details };
    }
    return undefined;
  };

  /**
   * Asks what Safaricom has written down; it answers later, by a message.
   *
   * @param told where to
   */
  const askAboutMoney = async (
    job: Job,
    which: { TransactionID: string | null } | { OriginalConversationID: string },
    told: Told = 'states',
  ): Promise<Outcome> => {
    if (initiator === undefined) {
      return { result: 'unknown', why: 'only an initiator may ask about it', askAgainIn: DAY };
    }
    const name = nameOf(job);
    const asked = await daraja.ask(
      acceptedSchema,
      '/mpesa/transactionstatus/v1/query',
      {
        Initiator: initiator.name,
        SecurityCredential: initiator.credential,
        CommandID: 'TransactionStatusQuery',
        ...which,
        PartyA: shortcode,
        IdentifierType: '4',
        ResultURL: addresses.told(job.payment.callbackToken, told, name),
        QueueTimeOutURL: addresses.told(job.payment.callbackToken, 'timeouts', name),
        Remarks: 'What became of it',
        Occasion: '',
      },
      job.record,
    );
    if (asked.kind === 'no') return untold(asked);
    return job.operation === 'refund'
      ? { result: 'pending', askAgainIn: 2 * MINUTE }
      : { result: 'unknown', why: 'Safaricom is asked what came in', askAgainIn: 10 * MINUTE };
  };

  /**
   * Takes the money back to where it came from. A second try of the whole finds it done; of a part it
   * is not known which part was.
   */
  const reverse = async (job: Job): Promise<Outcome> => {
    if (initiator === undefined) return byHand;
    const name = nameOf(job);
    return accepted(
      await daraja.post(
        acceptedSchema,
        '/mpesa/reversal/v1/request',
        {
          Initiator: initiator.name,
          SecurityCredential: initiator.credential,
          CommandID: 'TransactionReversal',
          TransactionID: job.payment.receipt,
          Amount: job.amount / 100,
          ReceiverParty: shortcode,
          // Their spelling.
          RecieverIdentifierType: '11',
          ResultURL: addresses.told(job.payment.callbackToken, 'refunds', name),
          QueueTimeOutURL: addresses.told(job.payment.callbackToken, 'timeouts', name),
          Remarks: `Refund ${job.payment.orderNumber}`,
        },
        job.record,
      ),
    );
  };

  /** What became of the reversal of a part, which is sent once more only where nothing was reversed. */
  const askAboutPart = async (job: Job): Promise<Outcome> => {
    if (job.providerId !== null) {
      return askAboutMoney(job, { OriginalConversationID: job.providerId });
    }
    const { unreversed } = detailsSchema.parse(job.payment.details);
    const isUnreversed =
      unreversed?.key === job.key && known.now() - unreversed.at < UNREVERSED_FOR;
    if (isUnreversed) return reverse(job);
    return askAboutMoney(job, { TransactionID: job.payment.receipt }, 'originals');
  };

  /** Sends money to the payer's phone, once per key. */
  const payOut = async (job: Job, phone: string): Promise<Outcome> => {
    if (initiator === undefined) return byHand;
    if (job.amount < LEAST_PAYOUT || job.amount > MOST_PAYOUT) return byHand;
    const name = nameOf(job);
    const paid = await daraja.post(
      acceptedSchema,
      '/mpesa/b2c/v3/paymentrequest',
      {
        OriginatorConversationID: job.key,
        InitiatorName: initiator.name,
        SecurityCredential: initiator.credential,
        CommandID: 'BusinessPayment',
        Amount: job.amount / 100,
        PartyA: shortcode,
        PartyB: phone,
        Remarks: `Refund ${job.payment.orderNumber}`,
        QueueTimeOutURL: addresses.told(job.payment.callbackToken, 'timeouts', name),
        ResultURL: addresses.told(job.payment.callbackToken, 'refunds', name),
        // Theirs, too.
        Occassion: '',
      },
      job.record,
    );
    const isSentBefore = paid.kind === 'no' && /duplicate/i.test(paid.message);
    return isSentBefore ? askAboutMoney(job, { OriginalConversationID: job.key }) : accepted(paid);
  };

  const refund: Verb = async (job) => {
    if (job.amount % 100 !== 0) return byHand;
    const way = wayBack(job);
    switch (way.kind) {
      case 'reversal':
        return reverse(job);
      case 'payout':
        return payOut(job, way.phone);
      case 'none':
        return byHand;
    }
  };

  /** A prompt is told of at once; everything else would be, later, by a message. */
  const look: Verb = async (job) => {
    const { reference, receipt } = job.payment;
    return job.operation === 'capture' && reference !== null && reference !== receipt
      ? query(job, reference)
      : { result: 'unknown', why: 'Safaricom has no list of it' };
  };

  return {
    capture: push,
    refund,
    look,
    ask: async (job) => {
      if (job.operation !== 'refund') return askAboutPrompt(job);
      if (initiator === undefined || job.amount % 100 !== 0) return byHand;
      const { kind } = wayBack(job);
      if (kind === 'reversal' && !isWhole(job)) return askAboutPart(job);
      const isAccepted = job.providerId !== null && kind === 'payout';
      if (isAccepted) return askAboutMoney(job, { OriginalConversationID: job.key });
      return refund(job);
    },
  };
}

type WayBack = { kind: 'reversal' } | { kind: 'payout'; phone: string } | { kind: 'none' };

/**
 * How money goes back; the same at each try. The whole of a payment that Safaricom has named is
 * reversed, a part of it is paid out to the phone. Who paid by hand has no number that we are told, so
 * even a part must be reversed.
 */
function wayBack(job: Job): WayBack {
  const { payment } = job;
  const { phone, isNamed } = detailsSchema.parse(payment.details);
  if (phone === undefined) return { kind: payment.receipt === null ? 'none' : 'reversal' };
  return isWhole(job) && isNamed === true && payment.receipt !== null
    ? { kind: 'reversal' }
    : { kind: 'payout', phone };
}

function isWhole({ amount, payment }: Job): boolean {
  return amount === payment.amountCaptured;
}

/** Daraja answers, but not what was asked. */
function untold({ code, message }: No): Outcome {
  return { result: 'unknown', why: `Daraja does not tell: ${code} ${message}` };
}

const byHand: Outcome = {
  result: 'by_hand',
  message: 'M-Pesa cannot give this amount back by itself: send it by hand.',
};

function nameOf(job: Job): CommandName {
  const { operation, key, amount } = job;
  return {
    operation: operation === 'refund' ? 'refund' : 'capture',
    key,
    amount,
    isWhole: isWhole(job),
  };
}

function accepted(
  answered: { kind: 'yes'; answer: z.output<typeof acceptedSchema> } | No,
): Outcome {
  if (answered.kind === 'no') return refused(answered);
  const { ResponseCode: code, ResponseDescription: message } = answered.answer;
  if (code !== '0') return { result: 'failed', code, message };
  // The former is what its status is asked by.
  const id = answered.answer.OriginatorConversationID || answered.answer.ConversationID;
  const named = id === '' ? {} : { providerId: id };
  return { result: 'pending', ...named, askAgainIn: MINUTE };
}

/** What the shopper, or the staff, are told of a clear no. */
function refused({ code, message }: No): Outcome {
  const told = /unable to lock subscriber/i.test(message) ? failureOf('1001').message : message;
  return { result: 'failed', code, message: told };
}
