import type { Core } from '@strapi/strapi';
import { clockOf, databaseOf } from '../../../../kernel/server/contract';
import type { PaymentProvider, SentMessage } from '../../domain/provider';
import { knownReceipts } from '../../sql/known-receipts';
import { storeMessage } from '../inbox/store-message';
import { providersOf } from '../providers/registry';
import { wakeInbox } from '../wake';

/** The first look of a process goes back so far, as providers' lists do. */
const FIRST_LOOK_MS = 48 * 60 * 60 * 1_000;
/** What a provider lists later than it happened, and clocks that differ. */
const OVERLAP_MS = 15 * 60 * 1_000;

/**
 * Takes up messages about money that nobody had asked for which were sent and never came. What comes
 * after all is known by its event then. Each look begins where the last one of this process ended.
 *
 * @returns one look; it throws where a provider cannot be asked
 */
export function lookerForLost(strapi: Core.Strapi): () => Promise<void> {
  let since = -Infinity;
  return async () => {
    const begun = clockOf(strapi).now();
    since = Math.max(since, begun - FIRST_LOOK_MS);
    for (const { provider } of providersOf(strapi).values()) {
      const lost = await unheard(strapi, provider, new Date(since), new Date(begun));
      for (const message of lost) {
        await storeMessage(strapi, {
          ...message,
          provider: provider.method,
          by: 'its list',
          params: {},
        });
      }
      if (lost.length > 0) wakeInbox(strapi, provider.method);
    }
    since = begun - OVERLAP_MS;
  };
}

/** The messages whose money is not in our books. */
async function unheard(
  strapi: Core.Strapi,
  { method, sent }: PaymentProvider,
  from: Date,
  to: Date,
): Promise<SentMessage[]> {
  if (sent === undefined) return [];
  const messages: SentMessage[] = [];
  for await (const message of sent(from, to)) messages.push(message);
  const receipts = messages.map(({ receipt }) => receipt);
  const known = await databaseOf(strapi).query(knownReceipts, [method, receipts]);
  const booked = new Set(known.map(({ receipt }) => receipt));
  return messages.filter(({ receipt }) => !booked.has(receipt));
}
