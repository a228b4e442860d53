import type { ListedMovement } from '../domain/provider';
import { fromPaypal } from './amounts';
import type { Paypal } from './client';
import { transactionsSchema } from './objects';

/** PayPal's transaction search takes 31 days and 500 rows at once. */
const LONGEST_MS = 31 * 24 * 60 * 60 * 1_000;
const PAGE = 500;

/** The first characters of transaction codes. Source: Transaction Search v1, “Transaction event codes”. */
const [RECEIVED, GIVEN_BACK] = ['T00', 'T11'];

/**
 * What PayPal has taken and given back in a time. What is some hours old may not be in it yet.
 *
 * @throws Error where the shop's account has no right to the list
 */
export async function* listPaypal(
  paypal: Paypal,
  from: Date,
  to: Date,
): AsyncIterable<ListedMovement> {
  for (let start = from.getTime(); start < to.getTime(); start += LONGEST_MS) {
    const end = Math.min(start + LONGEST_MS, to.getTime());
    yield* listPart(paypal, new Date(start), new Date(end));
  }
}

async function* listPart(paypal: Paypal, from: Date, to: Date): AsyncIterable<ListedMovement> {
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const query = new URLSearchParams({
      start_date: from.toISOString(),
      end_date: to.toISOString(),
      fields: 'transaction_info',
      page_size: String(PAGE),
      page: String(page),
    });
    const path = `/v1/reporting/transactions?${query.toString()}`;
    const call = { method: 'GET', path, record: () => undefined } as const;
    const listed = await paypal.call(transactionsSchema, call);
    if (listed.kind === 'no') {
      throw new Error(`PayPal gives no list of transactions: ${listed.code} ${listed.message}`);
    }
    pages = listed.answer.total_pages;
    for (const { transaction_info: row } of listed.answer.transaction_details) {
      const movement = movementOf(row);
      if (movement !== undefined) yield movement;
    }
  }
}

type Row = ReturnType<
  typeof transactionsSchema.parse
>['transaction_details'][number]['transaction_info'];

function movementOf(row: Row): ListedMovement | undefined {
  const { transaction_id: providerId, transaction_event_code: code } = row;
  if (row.transaction_status !== 'S' || row.transaction_amount == null) return undefined;
  const isRefund = code.startsWith(GIVEN_BACK);
  const { value, currency_code: currency } = row.transaction_amount;
  if (!isRefund && (!code.startsWith(RECEIVED) || value.startsWith('-'))) return undefined;
  return {
    operation: isRefund ? 'refund' : 'capture',
    reference: isRefund ? row.paypal_reference_id : providerId,
    providerId,
    amount: fromPaypal({ value: value.replace(/^-/, ''), currency_code: currency }),
    currency,
    at: new Date(row.transaction_initiation_date),
  };
}
