import type { ListedMovement, SentMessage } from '../domain/provider';
import type { Daraja } from './client';
import { confirmationOf } from './inbox';
import { centsOf, pulledSchema, type PaymentByHand, type PulledRow } from './objects';
import { maskedPhone } from './payer';
import { spacedTimeOf, timeOf } from './times';

/** Safaricom tells of this long ago at most. */
const LONGEST_MS = 48 * 60 * 60 * 1_000;
const MOST_PAGES = 1_000;

/**
 * What came in to the paybill in a time, of the last 48 hours: all that Safaricom lists. Where the
 * shortcode is not registered for Pull Transactions there is nothing, and each payment is asked for
 * by itself.
 */
export async function* listMpesa(
  daraja: Daraja,
  shortcode: string,
  from: Date,
  to: Date,
): AsyncIterable<ListedMovement> {
  for await (const { transactionId, trxDate, amount, billreference } of rows(
    daraja,
    shortcode,
    from,
    to,
  )) {
    const minor = centsOf(amount);
    if (minor === undefined) continue;
    yield {
      operation: 'capture',
      reference: transactionId,
      providerId: transactionId,
      orderNumber: billreference.replace(/[^A-Za-z0-9]/g, '').toUpperCase(),
      amount: minor,
      currency: 'KES',
      // Nothing but a line for who reads it depends on it.
      at: timeOf(trxDate) ?? from,
    };
  }
}

/** The same as the confirmations that Safaricom sends of it, each once. */
export async function* sentByMpesa(
  daraja: Daraja,
  shortcode: string,
  from: Date,
  to: Date,
): AsyncIterable<SentMessage> {
  for await (const row of rows(daraja, shortcode, from, to)) {
    const { transactionId, amount, billreference, msisdn } = row;
    const confirmation: PaymentByHand = {
      TransID: transactionId,
      TransAmount: String(amount),
      BusinessShortCode: shortcode,
      BillRefNumber: billreference,
      ...(msisdn === undefined ? {} : { MSISDN: maskedPhone(msisdn) }),
    };
    const body = JSON.stringify(confirmation);
    yield { ...confirmationOf(transactionId), body, receipt: transactionId };
  }
}

async function* rows(
  daraja: Daraja,
  shortcode: string,
  from: Date,
  to: Date,
): AsyncIterable<PulledRow> {
  const start = new Date(Math.max(from.getTime(), Date.now() - LONGEST_MS));
  if (start >= to) return;
  const seen = new Set<string>();
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const pulled = await daraja.post(
      pulledSchema,
      '/pulltransactions/v1/query',
      {
        ShortCode: shortcode,
        StartDate: spacedTimeOf(start),
        EndDate: spacedTimeOf(to),
        OffSetValue: String(seen.size),
      },
      () => undefined,
    );
    if (pulled.kind === 'no') return;
    // A server that knows no offset tells the same again and again.
    const fresh = pulled.answer.Response.filter(({ transactionId }) => !seen.has(transactionId));
    if (fresh.length === 0) return;
    for (const { transactionId } of fresh) seen.add(transactionId);
    yield* fresh;
  }
}
