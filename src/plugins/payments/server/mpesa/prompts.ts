import { z } from 'zod';
import type { Job, Outcome, Verb } from '../domain/provider';
import type { Addresses } from './addresses';
import type { Daraja } from './client';
import { pushedSchema, queriedSchema } from './objects';
import { outcomeOfNo, untold } from './outcomes';
import { failureOf, kindOf } from './results';
import type { MpesaSettings } from './settings';
import { timestampOf } from './times';

const inputSchema = z.object({ phoneNumber: z.string() });

/** A prompt on the payer's phone, which asks for their PIN. */
export interface Prompts {
  /** Has the phone ask. */
  push: Verb;
  /**
   * What became of a prompt.
   *
   * @param id its CheckoutRequestID
   */
  query(job: Job, id: string): Promise<Outcome>;
}

/** Prompts by the STK push of one shortcode. */
export function mpesaPrompts(
  daraja: Daraja,
  { shortcode, passkey }: MpesaSettings,
  addresses: Addresses,
): Prompts {
  const signed = () => {
    const timestamp = timestampOf(new Date());
    const password = Buffer.from(shortcode + passkey + timestamp).toString('base64');
    return { BusinessShortCode: shortcode, Password: password, Timestamp: timestamp };
  };

  return {
    async push({ input, amount, payment, record }) {
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
      if (pushed.kind === 'no') return outcomeOfNo(pushed);
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
    },

    async query({ amount, payment, record }, id) {
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
    },
  };
}
