import { setTimeout as sleep } from 'node:timers/promises';
import type { Call, Reply } from '../lib/http';
import { capitals, digits, hex } from '../lib/ids';
import type { Postman } from '../lib/postman';
import { addressIn, bodyOf, field, PHONE, WHOLE_SHILLINGS } from './access';
import { PASSKEY, SHORTCODE, type Books, type Push } from './books';
import { invalidField, processingError } from './refusals';
import { stamp } from './times';

const LARGEST_AMOUNT = 250_000;
const ACCEPTED = 'Success. Request accepted for processing';

/** What each end of a prompt is called. */
const OUTCOMES: Readonly<Record<string, string>> = {
  0: 'The service request is processed successfully.',
  1: 'The balance is insufficient for the transaction.',
  2: 'Declined due to limit rule: less than the minimum transaction amount.',
  3: 'Declined due to limit rule: greater than the maximum transaction amount.',
  4: 'Declined due to limit rule: would exceed daily transfer limit.',
  8: 'Declined due to limit rule: would exceed the maximum balance.',
  17: 'Rule limited.',
  1019: 'Transaction has expired',
  1025: 'An error occurred while sending a push request.',
  1032: 'Request cancelled by user',
  1037: 'DS timeout user cannot be reached',
  2001: 'The initiator information is invalid.',
  2028: 'The request is not permitted according to product assignment.',
  8006: 'The security credential is locked.',
  SFC_IC0003: 'The operator does not exist.',
};

/** Prompts on phones: the push, the answer of whoever holds the phone, the callback, the query. */
export class StkDesk {
  constructor(
    private readonly books: Books,
    private readonly postman: Postman,
    private readonly outcomeFor: (amount: number) => number | string | undefined,
  ) {}

  /** `POST /mpesa/stkpush/v1/processrequest`. With `before_answer` the callback comes first. */
  async push(call: Call): Promise<Reply> {
    const body = bodyOf(this.books, call);
    this.checkPassword(body);
    const type = field(body, 'TransactionType', /^Customer(PayBill|BuyGoods)Online$/);
    const amount = Number(field(body, 'Amount', WHOLE_SHILLINGS));
    const phone = field(body, 'PhoneNumber', PHONE);
    field(body, 'PartyA', PHONE);
    if (type === 'CustomerPayBillOnline' && field(body, 'PartyB') !== SHORTCODE) {
      throw invalidField('PartyB');
    }
    field(body, 'PartyB', /^\d{5,7}$/);
    const reference = field(body, 'AccountReference', /^[a-z0-9]{1,12}$/i);
    if (body.TransactionDesc !== undefined) field(body, 'TransactionDesc', /^.{0,13}$/);
    const callbackUrl = addressIn(body, 'CallBackURL');
    if (this.open.some((other) => other.phone === phone)) {
      throw processingError(
        'Unable to lock subscriber, a transaction is already in process for the current subscriber',
      );
    }
    const push: Push = {
      merchantRequestId: `${hex(2)}-${hex(2)}-${hex(2)}-${hex(8)}`,
      checkoutRequestId: this.newId(phone),
      phone,
      amount,
      reference,
      callbackUrl,
      madeAt: Date.now(),
    };
    this.books.pushes.set(push.checkoutRequestId, push);
    const ending = this.ring(push);
    if (call.fault?.do === 'before_answer') await ending;
    return {
      status: 200,
      body: {
        MerchantRequestID: push.merchantRequestId,
        CheckoutRequestID: push.checkoutRequestId,
        ResponseCode: '0',
        ResponseDescription: ACCEPTED,
        CustomerMessage: ACCEPTED,
      },
    };
  }

  /** `POST /mpesa/stkpushquery/v1/query`. */
  query(call: Call): Reply {
    const body = bodyOf(this.books, call);
    this.checkPassword(body);
    const push = this.books.pushes.get(field(body, 'CheckoutRequestID'));
    if (push === undefined) throw invalidField('CheckoutRequestID');
    if (push.outcome === undefined) throw processingError('The transaction is being processed');
    return {
      status: 200,
      body: {
        ResponseCode: '0',
        ResponseDescription: 'The service request has been accepted successfully',
        MerchantRequestID: push.merchantRequestId,
        CheckoutRequestID: push.checkoutRequestId,
        ResultCode: String(push.outcome.code),
        ResultDesc: push.outcome.text,
      },
    };
  }

  /** Prompts that nobody has answered yet. */
  get open(): Push[] {
    return [...this.books.pushes.values()].filter(({ outcome }) => outcome === undefined);
  }

  /**
   * Ends a prompt, by a PIN or otherwise, and tells the shop.
   *
   * @param code 0 for a right PIN
   */
  async answer(push: Push, code: number | string): Promise<void> {
    // Whoever pays twice what they were refused before has paid: 1037 is not the last word.
    if (push.outcome !== undefined && push.outcome.code !== 1037) return;
    const ended = code === 0 ? this.limitOf(push) : code;
    push.outcome = { code: ended, text: OUTCOMES[ended] ?? 'Failed' };
    if (ended === 0) {
      push.outcome.receipt = capitals(10);
      this.books.receive({ ...push, receipt: push.outcome.receipt });
    }
    // As it is now: a callback that comes late still says what it said.
    const told = { ...push };
    await this.postman.send({
      on: 'stk.callback',
      url: told.callbackUrl,
      amount: told.amount,
      write: (fault) => ({
        headers: {},
        body: JSON.stringify(callbackOf(told, fault?.do === 'wrong_amount' ? 1 : told.amount)),
      }),
    });
  }

  /** Nobody's yet: three digits are few for a phone that is asked twice in a second. */
  private newId(phone: string): string {
    for (;;) {
      const id = `ws_CO_${stamp(new Date())}${digits(3)}${phone.slice(3)}`;
      if (!this.books.pushes.has(id)) return id;
    }
  }

  private async ring(push: Push): Promise<void> {
    const { settings } = this.books;
    const scripted = this.outcomeFor(push.amount);
    if (scripted === undefined && settings.phone === 'asks') {
      await sleep(settings.promptMs, undefined, { ref: false });
      if (push.outcome === undefined) await this.answer(push, 1037);
      return;
    }
    await sleep(settings.answerAfterMs, undefined, { ref: false });
    await this.answer(push, scripted ?? (settings.phone === 'accepts' ? 0 : 1032));
  }

  /** What Safaricom's own rules make of a right PIN. */
  private limitOf(push: Push): number {
    if (push.amount > LARGEST_AMOUNT) return 3;
    const since = Date.now() - this.books.settings.sameAmountMs;
    const isRepeated = [...this.books.payments.values()].some(
      ({ phone, amount, paidAt }) =>
        phone === push.phone && amount === push.amount && paidAt.getTime() > since,
    );
    return isRepeated ? 17 : 0;
  }

  private checkPassword(body: Record<string, unknown>): void {
    if (field(body, 'BusinessShortCode', /^\d{5,7}$/) !== SHORTCODE) {
      throw processingError('Merchant does not exist');
    }
    const timestamp = field(body, 'Timestamp', /^\d{14}$/);
    const expected = Buffer.from(SHORTCODE + PASSKEY + timestamp).toString('base64');
    if (field(body, 'Password') !== expected) throw processingError('Wrong credentials');
  }
}

function callbackOf(push: Push, amount: number): object {
  const { outcome, merchantRequestId, checkoutRequestId, phone, madeAt } = push;
  const paid = outcome?.receipt !== undefined;
  return {
    Body: {
      stkCallback: {
        MerchantRequestID: merchantRequestId,
        CheckoutRequestID: checkoutRequestId,
        ResultCode: outcome?.code,
        ResultDesc: outcome?.text,
        ...(paid && {
          CallbackMetadata: {
            Item: [
              { Name: 'Amount', Value: amount },
              { Name: 'MpesaReceiptNumber', Value: outcome.receipt },
              // Seen without a value.
              { Name: 'Balance' },
              { Name: 'TransactionDate', Value: Number(stamp(new Date(madeAt))) },
              { Name: 'PhoneNumber', Value: Number(phone) },
            ],
          },
        }),
      },
    },
  };
}
