import type { Core } from '@strapi/strapi';
import type { Happened } from '../../../jobs/server/contract';
import type { Transaction } from '../../../kernel/server/contract';
import type { Marketing } from '../domain/kinds';
import { noteProduct } from '../sql/look-at-stock';
import { takePriceWatchers, type Subscriber } from '../sql/take-subscribers';
import { causeOf, queueMessages, type Wish } from './queue-messages';
import { messageSettings } from './settings';

/** People who are told in one go. */
const AT_ONCE = 1_000;

/** Tells those who wait for a lower price, and has those looked for who wait for what is on sale again. */
export async function tellOfPrice(
  strapi: Core.Strapi,
  tx: Transaction,
  happened: Happened<'product.updated' | 'product.published'>,
): Promise<void> {
  const { event, subject } = happened;
  const settings = await messageSettings(strapi, tx);
  if (event === 'product.published') await tx.query(noteProduct, [subject]);
  const cause = causeOf(happened);
  let told: number;
  do {
    const watchers = await tx.query(takePriceWatchers, [subject, AT_ONCE]);
    told = watchers.length;
    const wishes = watchers.map((one) => subscriberWish('priceDrop', one));
    await queueMessages(tx, settings, [{ cause, wishes }]);
  } while (told === AT_ONCE);
}

/** The message to somebody who has asked for it. */
export function subscriberWish(kind: Marketing, one: Subscriber): Wish {
  const { email: recipient, language, sku, store_id: storeId, currency } = one;
  const parameters = { sku, storeId, currency, priceBefore: one.price_before };
  return { kind, channel: 'email', recipient, language, parameters };
}
