import type { Core } from '@strapi/strapi';
import { databaseOf, type Transaction } from '../../../../kernel/server/contract';
import {
  lastLook,
  lookAlone,
  lookAtStock as lookStatement,
  noteVariant,
  type SeenGoods,
} from '../../sql/look-at-stock';
import { takeWaiting } from '../../sql/take-subscribers';
import { findingOf, queueMessages } from '../queue/queue-messages';
import { messageSettings, type MessageSettings } from '../settings';
import { staffWishes } from './tell-of-order';
import { subscriberWish } from './tell-of-price';

/** Notes that are looked at in one transaction. One of a variant is of all its stores. */
const NOTES_AT_ONCE = 100;
/** People who wait for one SKU and are told in one transaction. The others are in the next. */
const MOST_TOLD = 1_000;
/** Of one run. What is left then is looked at in the next. */
const MOST_LOOKS = 200;

/**
 * Tells staff once when little is left of something at a store, and those who wait when there is some
 * again: by the stock as it is now, where something has been noted that may have changed the answer.
 */
export async function lookAtStock(strapi: Core.Strapi): Promise<void> {
  const database = databaseOf(strapi);
  let looks = 0;
  let upTo = (await database.query(lastLook, []))[0]?.id ?? null;
  while (upTo !== null && looks < MOST_LOOKS) {
    const last: number = upTo;
    const result = await database.transaction((tx) => look(strapi, tx, last));
    looks += 1;
    if (result === 'all') return;
    // Those who are left of a crowd were noted anew.
    if (result === 'crowd') upTo = (await database.query(lastLook, []))[0]?.id ?? null;
  }
}

/** @returns `all` where nothing is left to look at, `crowd` where people wait who were not told yet */
async function look(
  strapi: Core.Strapi,
  tx: Transaction,
  upTo: number,
): Promise<'all' | 'more' | 'crowd'> {
  const settings = await messageSettings(strapi, tx);
  const [turn] = await tx.query(lookAlone, []);
  if (turn?.alone !== true) return 'all';
  const rows = await tx.query(lookStatement, [NOTES_AT_ONCE, upTo]);
  const seen = rows.filter((row): row is typeof row & SeenGoods => row.sku !== null);
  for (const goods of seen) await tellOfLittle(tx, settings, goods);
  const places = seen.filter((goods) => goods.wanted);
  let crowd = false;
  for (const sku of new Set(places.map((place) => place.sku))) {
    const there = places.filter((place) => place.sku === sku);
    const storeIds = there.map((place) => place.store_document_id);
    const isCrowd = await tellOfReturn(tx, settings, upTo, sku, storeIds);
    crowd ||= isCrowd;
  }
  if (crowd) return 'crowd';
  return (rows[0]?.taken ?? 0) < NOTES_AT_ONCE ? 'all' : 'more';
}

async function tellOfLittle(
  tx: Transaction,
  settings: MessageSettings,
  { sku, store_document_id: storeId, available, low_id: lowId }: SeenGoods,
): Promise<void> {
  if (lowId === null) return;
  const cause = findingOf('stock.low', String(lowId));
  const wishes = staffWishes(settings, 'lowStock', { sku, storeId, available });
  await queueMessages(tx, settings, [{ cause, wishes }]);
}

/** @returns whether more people wait than were told */
async function tellOfReturn(
  tx: Transaction,
  settings: MessageSettings,
  turn: number,
  sku: string,
  storeIds: string[],
): Promise<boolean> {
  const waiting = await tx.query(takeWaiting, [sku, storeIds, MOST_TOLD]);
  const cause = findingOf('stock.back', `${turn}:${sku}`);
  const wishes = waiting.map((one) => subscriberWish('backInStock', one));
  await queueMessages(tx, settings, [{ cause, wishes }]);
  if (waiting.length < MOST_TOLD) return false;
  await tx.query(noteVariant, [sku]);
  return true;
}
