import type { Job, Outcome } from '../domain/provider';
import type { Addresses, CommandName, Told } from './addresses';
import type { Daraja } from './client';
import { acceptedSchema } from './objects';
import { byHand, outcomeOfCommand, untold } from './outcomes';
import type { MpesaSettings } from './settings';
import { isWhole } from './way-back';

/** B2C pays whole shillings within these; minor units. */
const [LEAST_PAYOUT, MOST_PAYOUT] = [10_00, 250_000_00];

/** Seconds before it makes sense to ask once more what Safaricom has written down. */
const REFUND_ASKED_SECONDS = 2 * 60;
const MONEY_ASKED_SECONDS = 10 * 60;

/** What Daraja does for an initiator. It works a command later, and tells the end by a message. */
export interface Commands {
  /**
   * Asks what Safaricom has written down of some money.
   *
   * @param told where to it answers; `states` unless told
   */
  askAbout(job: Job, which: WhichMoney, told?: Told): Promise<Outcome>;
  /**
   * Takes the money back to where it came from. A second try of the whole finds it done; of a part it
   * is not known which part was.
   */
  reverse(job: Job): Promise<Outcome>;
  /** Sends money to the payer's phone, once per key. */
  payOut(job: Job, phone: string): Promise<Outcome>;
}

/** Money by its receipt, or by the command that moved it. */
export type WhichMoney = { TransactionID: string | null } | { OriginalConversationID: string };

/** @returns undefined where the shop has no initiator at Safaricom */
export function mpesaCommands(
  daraja: Daraja,
  { shortcode, initiator }: MpesaSettings,
  addresses: Addresses,
): Commands | undefined {
  if (initiator === undefined) return undefined;
  const addressesOf = (job: Job, told: Told) => {
    const [token, name] = [job.payment.callbackToken, nameOf(job)];
    return {
      ResultURL: addresses.told(token, told, name),
      QueueTimeOutURL: addresses.told(token, 'timeouts', name),
    };
  };

  const askAbout: Commands['askAbout'] = async (job, which, told = 'states') => {
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
        ...addressesOf(job, told),
        Remarks: 'What became of it',
        Occasion: '',
      },
      job.record,
    );
    if (asked.kind === 'no') return untold(asked);
    return job.operation === 'refund'
      ? { result: 'pending', askAgainIn: REFUND_ASKED_SECONDS }
      : {
          result: 'unknown',
          why: 'Safaricom is asked what came in',
          askAgainIn: MONEY_ASKED_SECONDS,
        };
  };

  return {
    askAbout,

    async reverse(job) {
      const reversed = await daraja.post(
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
          ...addressesOf(job, 'refunds'),
          Remarks: `Refund ${job.payment.orderNumber}`,
        },
        job.record,
      );
      return outcomeOfCommand(reversed);
    },

    async payOut(job, phone) {
      if (job.amount < LEAST_PAYOUT || job.amount > MOST_PAYOUT) return byHand;
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
          ...addressesOf(job, 'refunds'),
          // Their spelling, too.
          Occassion: '',
        },
        job.record,
      );
      const isSentBefore = paid.kind === 'no' && /duplicate/i.test(paid.message);
      return isSentBefore
        ? askAbout(job, { OriginalConversationID: job.key })
        : outcomeOfCommand(paid);
    },
  };
}

function nameOf(job: Job): CommandName {
  const { operation, key, amount } = job;
  return {
    operation: operation === 'refund' ? 'refund' : 'capture',
    key,
    amount,
    isWhole: isWhole(job),
  };
}
