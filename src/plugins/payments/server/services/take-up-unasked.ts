import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../kernel/server/contract';
import type { ListedMovement, PaymentProvider } from '../domain/provider';
import { knownReceipts } from '../sql/known-receipts';
import { providersOf } from './providers';
import { recordUnasked } from './record-unasked';
import { wake } from './wake';

/** The first look of a process goes back so far, as providers' lists do. */
const FIRST_LOOK_MS = 48 * 60 * 60 * 1_000;
/** What a provider lists later than it happened, and clocks that differ. */
const OVERLAP_MS = 15 * 60 * 1_000;

/**
 * Looks for money that came in without being asked for and whose message was lost: of what nobody has
 * asked, nobody would ask what became. Each look begins where the last one of this process ended.
 *
 * @returns one look; it throws where a provider cannot be asked
 */
export function unaskedLooker(strapi: Core.Strapi): () => Promise<void> {
  let since = Date.now() - FIRST_LOOK_MS;
  return async () => {
    const begun = Date.now();
    for (const { provider } of providersOf(strapi).values()) {
      if (provider.takesUnasked === true) await lookAt(strapi, provider, new Date(since));
    }
    since = begun - OVERLAP_MS;
  };
}

async function lookAt(strapi: Core.Strapi, provider: PaymentProvider, from: Date): Promise<void> {
  const { method, name } = provider;
  const database = databaseOf(strapi);
  for (const movement of await unknownOf(strapi, provider, from)) {
    const { orderNumber = '', reference, amount, currency } = movement;
    const money = { orderNumber, reference, receipt: reference, amount, currency };
    const recorded = await database.transaction((tx) =>
      recordUnasked(tx, method, { kind: 'unasked', ...money }),
    );
    if (recorded.kind === 'review') continue;
    strapi.log.info(`payments: ${name} had money for order ${orderNumber} that it had not told of`);
    if (recorded.due) wake(strapi);
  }
}

async function unknownOf(
  strapi: Core.Strapi,
  { method, list }: PaymentProvider,
  from: Date,
): Promise<ListedMovement[]> {
  const movements: ListedMovement[] = [];
  for await (const movement of list?.(from, new Date()) ?? []) {
    if (movement.operation === 'capture' && movement.orderNumber !== undefined) {
      movements.push(movement);
    }
  }
  const receipts = movements.map(({ reference }) => reference);
  const known = await databaseOf(strapi).query(knownReceipts, [method, receipts]);
  const booked = new Set(known.map(({ receipt }) => receipt));
  return movements.filter(({ reference }) => !booked.has(reference));
}
