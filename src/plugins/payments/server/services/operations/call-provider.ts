import type { Core } from '@strapi/strapi';
import { databaseOf, newDocumentId } from '../../../../kernel/server/contract';
import { bringsMoney } from '../../domain/ledger';
import { masked } from '../../domain/mask';
import { NotSent } from '../../domain/not-sent';
import type { Exchange, Job, Outcome, PaymentFacts, PaymentProvider } from '../../domain/provider';
import { insertExchange } from '../../sql/insert-exchange';
import type { OperationRow } from '../../sql/operation-row';
import type { KnownProvider } from '../providers/registry';

/**
 * Whatever a provider's own time limits are: a call that takes longer is given up. A shopper may wait for
 * it, and half a minute is the most that anybody waits for an answer.
 */
const LONGEST_MS = 20_000;

export interface Called {
  outcome: Outcome;
  /** Whether the provider did not answer at all. */
  silent: boolean;
}

/**
 * Calls a provider about an operation whose row was committed before. What it throws, and a silence,
 * is that we cannot tell; a first call that never reached it has failed. Every exchange is kept.
 *
 * @param first whether it is known that nobody has called for this operation before
 * @param input what the shopper sent to begin with
 */
export async function callProvider(
  strapi: Core.Strapi,
  { provider, breaker }: KnownProvider,
  row: OperationRow,
  { first, input }: { first: boolean; input?: unknown },
): Promise<Called> {
  const verb = first ? provider.verbs[row.operation] : provider.ask;
  if (verb === undefined) {
    const message = `${provider.name} has no ${row.operation}.`;
    return { outcome: { result: 'failed', code: 'not_supported', message }, silent: false };
  }
  const begins = first && bringsMoney(row);
  // The shopper has limits and an amount that were looked at before: whoever comes here does call.
  if (begins && !breaker.admits(performance.now())) return notSent(provider);
  const recorder = recordOf(strapi, row);
  try {
    const outcome = await withinTime(verb(jobOf(row, input, recorder.record)));
    breaker.answered();
    return { outcome, silent: false };
  } catch (error) {
    breaker.silent(performance.now());
    const why = error instanceof Error ? error.message : String(error);
    strapi.log.warn(`payments: ${provider.method} ${row.operation}: ${String(masked(why))}`);
    if (begins && error instanceof NotSent) return notSent(provider);
    return { outcome: { result: 'unknown', why: String(masked(why)) }, silent: true };
  } finally {
    await recorder.flush();
  }
}

function notSent({ name }: PaymentProvider): Called {
  const message = `${name} was not reached.`;
  return { outcome: { result: 'failed', code: 'not_sent', message }, silent: true };
}

function jobOf(row: OperationRow, input: unknown, record: Job['record']): Job {
  return {
    operation: row.operation,
    key: row.id,
    amount: row.amount,
    providerId: row.provider_id,
    payment: paymentFacts(row),
    ageSeconds: row.age_seconds,
    input,
    record,
  };
}

/** What a provider may know of a payment. */
export function paymentFacts(row: OperationRow): PaymentFacts {
  return {
    documentId: row.payment_id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    currency: row.currency,
    amount: row.payment_amount,
    amountCaptured: row.amount_captured,
    reference: row.reference,
    receipt: row.receipt,
    callbackToken: row.callback_token,
    details: row.details,
  };
}

export interface Recorder {
  record(exchange: Exchange): void;
  flush(): Promise<void>;
}

/** Gathers exchanges and keeps them, masked. That they are kept is no condition of anything. */
export function recordOf(
  strapi: Core.Strapi,
  about: { method: string; payment_id?: string; operation?: string },
): Recorder {
  const exchanges: { exchange: Exchange; milliseconds: number }[] = [];
  let began = performance.now();
  return {
    record(exchange) {
      const now = performance.now();
      exchanges.push({ exchange, milliseconds: Math.round(now - began) });
      began = now;
    },
    async flush() {
      for (const { exchange, milliseconds } of exchanges) {
        const { what, request, answer, status } = exchange;
        try {
          await databaseOf(strapi).query(insertExchange, [
            newDocumentId(),
            about.payment_id ?? null,
            about.method,
            about.operation ?? null,
            what,
            JSON.stringify(masked(request) ?? null),
            JSON.stringify(masked(answer) ?? null),
            status,
            milliseconds,
          ]);
        } catch (error) {
          strapi.log.warn(`payments: an exchange was not kept: ${(error as Error).message}`);
        }
      }
    },
  };
}

function withinTime<T>(call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer within 20 seconds')), LONGEST_MS);
  });
  return Promise.race([call, limit]).finally(() => clearTimeout(timer));
}
