import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../lib/faults';
import { Refused, type Call, type Reply } from '../lib/http';
import { capitals, hex } from '../lib/ids';
import type { Postman } from '../lib/postman';
import { addressIn, bodyOf, field, PHONE, WHOLE_SHILLINGS } from './access';
import { SHORTCODE, type Books, type Payment } from './books';
import { errorReply, invalidField } from './refusals';
import { dotted } from './times';

/** How a command ended. */
interface Ending {
  code: number | string;
  text: string;
  /** Only of success. */
  transactionId?: string;
  parameters?: Readonly<Record<string, string | number>>;
}

const DONE = 'The service request is processed successfully.';

const TIMED_OUT = {
  code: 1,
  text: 'The request waited too long in a queue.',
  parameters: undefined,
};

/** Commands that are accepted at once and answered later, at an address of the shop. */
export class Commands {
  constructor(
    private readonly books: Books,
    private readonly postman: Postman,
  ) {}

  /** `POST /mpesa/b2c/v3/paymentrequest`. */
  payOut(call: Call): Reply {
    const body = bodyOf(this.books, call);
    const id = field(body, 'OriginatorConversationID');
    field(body, 'InitiatorName');
    field(body, 'SecurityCredential');
    field(body, 'CommandID', /^(Business|Salary|Promotion)Payment$/);
    field(body, 'PartyA', new RegExp(`^${SHORTCODE}$`));
    field(body, 'Remarks', /^.{2,100}$/);
    const phone = field(body, 'PartyB', PHONE);
    const amount = Number(field(body, 'Amount', WHOLE_SHILLINGS));
    if (amount < 10 || amount > 250_000) throw invalidField('Amount');
    if (this.books.payouts.has(id)) {
      throw new Refused(errorReply(500, '500.002.1001', 'Duplicate OriginatorConversationID.'));
    }
    const receipt = capitals(10);
    this.books.payouts.set(id, { receipt, amount });
    return this.accept(call, body, id, 'b2c.result', () => {
      this.books.ledger.add({
        kind: 'refund',
        id: receipt,
        reference: id,
        amount: amount * 100,
        currency: 'KES',
      });
      return {
        code: 0,
        text: DONE,
        transactionId: receipt,
        parameters: {
          TransactionAmount: amount,
          TransactionReceipt: receipt,
          ReceiverPartyPublicName: `${phone} - NICHOLAS`,
          TransactionCompletedDateTime: dotted(new Date()),
          B2CUtilityAccountAvailableFunds: 8959269.6,
          B2CWorkingAccountAvailableFunds: 1199371.0,
          B2CRecipientIsRegisteredCustomer: 'Y',
          B2CChargesPaidAccountAvailableFunds: -1980.0,
        },
      };
    });
  }

  /** `POST /mpesa/reversal/v1/request`: once per payment. It has no idempotency key. */
  reverse(call: Call): Reply {
    const body = bodyOf(this.books, call);
    field(body, 'Initiator');
    field(body, 'SecurityCredential');
    field(body, 'CommandID', /^TransactionReversal$/);
    field(body, 'ReceiverParty', new RegExp(`^${SHORTCODE}$`));
    field(body, 'RecieverIdentifierType', /^11$/);
    field(body, 'Remarks', /^.{2,100}$/);
    const receipt = field(body, 'TransactionID');
    const amount = Number(field(body, 'Amount', WHOLE_SHILLINGS));
    const id = conversationId();
    return this.accept(call, body, id, 'reversal.result', () => this.reversed(id, receipt, amount));
  }

  /** `POST /mpesa/transactionstatus/v1/query`: by receipt, or by the id of a payout or a reversal. */
  status(call: Call): Reply {
    const body = bodyOf(this.books, call);
    field(body, 'Initiator');
    field(body, 'SecurityCredential');
    field(body, 'CommandID', /^TransactionStatusQuery$/);
    field(body, 'PartyA', new RegExp(`^${SHORTCODE}$`));
    field(body, 'IdentifierType', /^4$/);
    const name = body.TransactionID === undefined ? 'OriginalConversationID' : 'TransactionID';
    const wanted = field(body, name);
    return this.accept(call, body, conversationId(), 'status.result', () => this.found(wanted));
  }

  private accept(
    call: Call,
    body: Record<string, unknown>,
    originatorId: string,
    on: string,
    work: () => Ending,
  ): Reply {
    const resultUrl = addressIn(body, 'ResultURL');
    const timeoutUrl = addressIn(body, 'QueueTimeOutURL');
    const id = `AG_${hex(10)}`;
    const { code, do: kind } = call.fault ?? {};
    const endings: Partial<Record<Fault['do'], () => Ending>> = {
      result: () => ({ code: code ?? 1, text: 'Declined.' }),
      // What has become of it is not told, and it was done.
      queue_timeout: () => ({ ...work(), ...TIMED_OUT }),
    };
    const url = kind === 'queue_timeout' ? timeoutUrl : resultUrl;
    void this.tell(on, url, (kind && endings[kind]) ?? work, { id, originatorId, timeoutUrl });
    return {
      status: 200,
      body: {
        ConversationID: id,
        OriginatorConversationID: originatorId,
        ResponseCode: '0',
        ResponseDescription: 'Accept the service request successfully.',
      },
    };
  }

  private async tell(
    on: string,
    url: string,
    work: () => Ending,
    ids: { id: string; originatorId: string; timeoutUrl: string },
  ): Promise<void> {
    // The money moves whether or not the shop ever hears of it.
    const { code, text, transactionId, parameters } = work();
    await sleep(this.books.settings.resultAfterMs, undefined, { ref: false });
    const result = {
      ResultType: 0,
      ResultCode: code,
      ResultDesc: text,
      OriginatorConversationID: ids.originatorId,
      ConversationID: ids.id,
      TransactionID: transactionId ?? capitals(10),
      ...(parameters && {
        ResultParameters: {
          ResultParameter: Object.entries(parameters).map(([Key, Value]) => ({ Key, Value })),
        },
      }),
      ReferenceData: { ReferenceItem: { Key: 'QueueTimeoutURL', Value: ids.timeoutUrl } },
    };
    await this.postman.send({
      on,
      url,
      write: () => ({ headers: {}, body: JSON.stringify({ Result: result }) }),
    });
  }

  private reversed(originatorId: string, receipt: string, amount: number): Ending {
    const payment = this.books.payments.get(receipt);
    if (payment === undefined || amount > payment.amount) {
      return { code: 'R000002', text: 'The OriginalTransactionID is invalid.' };
    }
    if (payment.isReversed) {
      return { code: 'R000001', text: 'The transaction has already been reversed.' };
    }
    payment.isReversed = true;
    const id = capitals(10);
    this.books.reversals.set(originatorId, { receipt: id, amount });
    this.books.ledger.add({
      kind: 'refund',
      id,
      of: receipt,
      reference: payment.reference,
      amount: amount * 100,
      currency: 'KES',
    });
    return {
      code: 0,
      text: DONE,
      transactionId: id,
      parameters: {
        DebitAccountBalance: 'Utility Account|KES|7722179.62|7722179.62|0.00|0.00',
        Amount: amount.toFixed(2),
        TransCompletedTime: dotted(new Date()).replace(/\D/g, ''),
        OriginalTransactionID: receipt,
        Charge: '0.00',
        CreditPartyPublicName: `${payment.phone} - NICHOLAS`,
        DebitPartyPublicName: `${SHORTCODE} - Duka`,
      },
    };
  }

  private found(wanted: string): Ending {
    const back = this.books.payouts.get(wanted) ?? this.books.reversals.get(wanted);
    if (back !== undefined) {
      return { code: 0, text: DONE, transactionId: back.receipt, parameters: statusOf(back) };
    }
    const payment = this.books.payments.get(wanted);
    if (payment === undefined) {
      return { code: 'R000002', text: 'The OriginalTransactionID is invalid.' };
    }
    return { code: 0, text: DONE, transactionId: wanted, parameters: statusOf(payment) };
  }
}

function conversationId(): string {
  return `${hex(2)}-${hex(2)}-${hex(2)}-${hex(8)}`;
}

function statusOf(money: Pick<Payment, 'receipt' | 'amount'> & Partial<Payment>) {
  return {
    ReceiptNo: money.receipt,
    TransactionStatus: money.isReversed ? 'Reversed' : 'Completed',
    Amount: String(money.amount),
    FinalisedTime: dotted(money.paidAt ?? new Date()).replace(/\D/g, ''),
  };
}
