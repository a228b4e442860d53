import type { Call, Reply } from '../lib/http';
import type { Books, Capture, Refund } from './books';
import { refusal } from './refusals';

const CAPTURED = 'T0006';
const REFUNDED = 'T1107';

/** `GET /v1/reporting/transactions`: captures and refunds between two times, oldest first. */
export function listTransactions(books: Books, { query }: Call): Reply {
  const from = Date.parse(query.get('start_date') ?? '');
  const to = Date.parse(query.get('end_date') ?? '');
  if (Number.isNaN(from) || Number.isNaN(to)) {
    throw refusal('INVALID_REQUEST', 'start_date and end_date are required.', 400);
  }
  const size = Number(query.get('page_size') ?? 100);
  const page = Number(query.get('page') ?? 1);
  const all = [
    ...[...books.captures.values()].map((capture) => rowOf(capture, CAPTURED, 1)),
    ...[...books.refunds.values()].map((refund) => rowOf(refund, REFUNDED, -1)),
  ]
    .filter(({ at }) => at >= from && at <= to)
    .sort((one, other) => one.at - other.at);
  return {
    status: 200,
    body: {
      transaction_details: all
        .slice((page - 1) * size, page * size)
        .map(({ transaction }) => ({ transaction_info: transaction })),
      account_number: 'EMULATED00000',
      start_date: query.get('start_date'),
      end_date: query.get('end_date'),
      page,
      total_items: all.length,
      total_pages: Math.ceil(all.length / size),
    },
  };
}

function rowOf(moved: Capture | Refund, code: string, sign: 1 | -1) {
  const { amount, customId, invoiceId, createdAt } = moved;
  const isDone = moved.status !== 'PENDING' && moved.status !== 'FAILED';
  return {
    at: Date.parse(createdAt),
    transaction: {
      transaction_id: moved.id,
      ...('captureId' in moved && {
        paypal_reference_id: moved.captureId,
        paypal_reference_id_type: 'TXN',
      }),
      transaction_event_code: code,
      transaction_initiation_date: createdAt,
      transaction_updated_date: createdAt,
      transaction_amount: {
        currency_code: amount.currency_code,
        value: sign === 1 ? amount.value : `-${amount.value}`,
      },
      transaction_status: isDone ? 'S' : 'P',
      ...(invoiceId && { invoice_id: invoiceId }),
      ...(customId && { custom_field: customId }),
    },
  };
}
