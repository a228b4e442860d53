import type { Core } from '@strapi/strapi';
import type { Happened } from '../../../../jobs/server/contract';
import type { Transaction } from '../../../../kernel/server/contract';
import type { Marketing } from '../../domain/kinds';
import { noteProducts } from '../../sql/look-at-stock';
import { takePriceWatchers, type Subscriber } from '../../sql/take-subscribers';
import { causeOf, queueMessages, type Wish } from '../queue/queue-messages';
import { messageSettings } from '../settings';

/** People who are told in one go. */
const AT_ONCE = 1_000;

export type PriceHappened = Happened<'product.updated' | 'product.published'>;

/** Tells those who wait for a lower price, and has those looked for who wait for what is on sale again. */
export async function tellOfPrices(
  strapi: Core.Strapi,
  tx: Transaction,
  events: readonly PriceHappened[],
): Promise<void> {
  const settings = await messageSettings(strapi, tx);
  const published = events.filter(({ event }) => event === 'product.published');
  if (published.length > 0) {
    await tx.query(noteProducts, [published.map(({ subject }) => subject)]);
  }
  const causes = new Map(events.map((happened) => [happened.subject, causeOf(happened)]));
  let told: number;
  do {
    const watchers = await tx.query(takePriceWatchers, [[...causes.keys()], AT_ONCE]);
    told = watchers.length;
    const news = watchers.flatMap((one) => {
      const cause = causes.get(one.product_id);
      return cause === undefined ? [] : [{ cause, wishes: [subscriberWish('priceDrop', one)] }];
    });
    await queueMessages(tx, settings, news);
  } while (told === AT_ONCE);
}

/** The message to somebody who has asked for it. */
export function subscriberWish(kind: Marketing, one: Subscriber): Wish {
  const { email: recipient, language, sku, store_id: storeId, currency } = one;
  const parameters = { sku, storeId, currency, priceBefore: one.price_before };
  return { kind, channel: 'email', recipient, language, parameters };
}
