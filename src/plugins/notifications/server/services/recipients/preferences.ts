import {
  newDocumentId,
  type Queryable,
  type Transaction,
} from '../../../../kernel/server/contract';
import { MARKETING, type Marketing } from '../../domain/kinds';
import { masked } from '../../domain/mask';
import { ensurePreference } from '../../sql/ensure-preference';
import { readPreferences, type PreferenceRow } from '../../sql/read-preferences';
import { unsubscribe } from '../../sql/unsubscribe';
import { writePreference } from '../../sql/write-preference';

/** What somebody wants to be told; what is left out stays. */
export interface Preferences extends Partial<Record<Marketing, boolean | undefined>> {
  language?: string | undefined;
}

/** The wishes of an address; undefined where it has not said any, and so wants all. */
export async function preferencesOf(
  db: Queryable,
  email: string,
): Promise<PreferenceRow | undefined> {
  const [row] = await db.query(readPreferences, [[email.toLowerCase()]]);
  return row;
}

/** Changes what somebody wants to be written; what is left out stays as it is. */
export async function changePreferences(
  tx: Transaction,
  email: string,
  { language, abandonedCart, backInStock, priceDrop }: Preferences,
): Promise<PreferenceRow | undefined> {
  const address = email.toLowerCase();
  const [person] = await tx.query(ensurePreference, [newDocumentId(), address, masked(address)]);
  if (person === undefined) return undefined;
  const [row] = await tx.query(writePreference, [
    person.document_id,
    language ?? null,
    abandonedCart ?? null,
    backInStock ?? null,
    priceDrop ?? null,
  ]);
  return row;
}

/** `suppressed` says why the address gets none of these, whatever it wants; null for none. */
export function presentPreferences(row: PreferenceRow | undefined) {
  return {
    language: row?.language ?? null,
    abandonedCart: row?.abandoned_cart ?? true,
    backInStock: row?.back_in_stock ?? true,
    priceDrop: row?.price_drop ?? true,
    suppressed: row?.suppressed ?? null,
  };
}

/**
 * Takes an address off a list. A second time, and for an address that is gone, nothing happens.
 *
 * @param id what the link's token opens: a row of wishes, and the kind of message that it came with
 */
export async function unsubscribeBy(db: Queryable, id: string): Promise<void> {
  const [preferenceId = '', kind = ''] = id.split(':');
  const one = MARKETING.find((known) => known === kind);
  await db.query(unsubscribe, [preferenceId, one ?? null]);
}
