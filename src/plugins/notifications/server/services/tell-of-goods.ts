import type { Core } from '@strapi/strapi';
import type { Happened } from '../../../jobs/server/contract';
import type { Transaction } from '../../../kernel/server/contract';
import type { Marketing } from '../domain/kinds';
import { noteLowStock } from '../sql/note-low-stock';
import { takePriceWatchers, takeWaiting, type Subscriber } from '../sql/take-subscribers';
import { queueMessages, type Cause, type Wish } from './queue-messages';
import { messageSettings } from './settings';
import { staffWishes } from './tell-of-order';

/** People who are told by one event. Whoever is left waits for the next change of the goods. */
const MOST_TOLD = 1_000;

/** Tells staff once when there is little of something, and those who wait when there is some again. */
export async function tellOfStock(
  strapi: Core.Strapi,
  tx: Transaction,
  { event, id, payload }: Happened<'stock.changed'>,
): Promise<void> {
  const { sku, storeId, available } = payload;
  const [low] = await tx.query(noteLowStock, [sku, storeId, available]);
  const waiting = available > 0 ? await tx.query(takeWaiting, [sku, storeId, MOST_TOLD]) : [];
  if (low === undefined && waiting.length === 0) return;
  const settings = await messageSettings(strapi, tx);
  const parameters = { sku, storeId, available };
  await queueMessages(tx, settings, { event, id: String(id) }, [
    ...(low === undefined ? [] : staffWishes(settings, 'lowStock', parameters)),
    ...waiting.map((one) => wishOf('backInStock', one)),
  ]);
}

/** Tells those who wait for a lower price. */
export async function tellOfPrice(
  strapi: Core.Strapi,
  tx: Transaction,
  { event, id, subject }: Happened<'product.updated' | 'product.published' | 'variant.updated'>,
): Promise<void> {
  const watchers = await tx.query(takePriceWatchers, [subject, MOST_TOLD]);
  if (watchers.length === 0) return;
  const cause: Cause = { event, id: String(id) };
  const wishes = watchers.map((one) => wishOf('priceDrop', one));
  await queueMessages(tx, await messageSettings(strapi, tx), cause, wishes);
}

function wishOf(kind: Marketing, one: Subscriber): Wish {
  const { email: recipient, language, sku, store_id: storeId, currency } = one;
  const parameters = { sku, storeId, currency, priceBefore: one.price_before };
  return { kind, channel: 'email', recipient, language, parameters };
}
