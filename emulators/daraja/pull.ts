import type { Call, Reply } from '../lib/http';
import { hex } from '../lib/ids';
import { bodyOf, field } from './access';
import { SHORTCODE, type Books } from './books';
import { zoned } from './times';

const LONGEST_MS = 48 * 60 * 60 * 1000;

/** `POST /pulltransactions/v1/register`. */
export function registerPull(books: Books, call: Call): Reply {
  field(bodyOf(books, call), 'ShortCode', new RegExp(`^${SHORTCODE}$`));
  return {
    status: 200,
    body: {
      ResponseRefID: hex(8),
      ResponseStatus: '1001',
      ResponseDescription: 'Shortcode registered',
    },
  };
}

/** `POST /pulltransactions/v1/query`: what came in during the last 48 hours. */
export function pull(books: Books, call: Call): Reply {
  const body = bodyOf(books, call);
  field(body, 'ShortCode', new RegExp(`^${SHORTCODE}$`));
  const from = momentOf(field(body, 'StartDate', MOMENT));
  const to = momentOf(field(body, 'EndDate', MOMENT));
  const offset = Number(field(body, 'OffSetValue', /^\d+$/));
  const earliest = Math.max(from, Date.now() - LONGEST_MS);
  const rows = [...books.payments.values()].filter(({ paidAt }) => {
    const time = paidAt.getTime();
    return time >= earliest && time < to + 1000;
  });
  return {
    status: 200,
    body: {
      ResponseRefID: hex(8),
      ResponseCode: '1000',
      ResponseMessage: 'Success',
      Response: [
        rows.slice(offset).map(({ receipt, paidAt, phone, amount, reference }) => ({
          transactionId: receipt,
          trxDate: zoned(paidAt),
          msisdn: Number(phone),
          sender: 'MPESA',
          transactiontype: 'c2b-pay-bill-debit',
          billreference: reference,
          amount: amount.toFixed(2),
          organizationname: 'Duka',
        })),
      ],
    },
  };
}

const MOMENT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Times of this call are Nairobi's. */
function momentOf(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}+03:00`);
}
