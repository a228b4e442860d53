import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../../kernel/server/contract';
import type { Outcome, PaymentProvider } from '../../domain/provider';
import {
  compareBooks,
  tellDifference,
  tellUnseen,
  tellUntold,
  type OurMovement,
} from '../../domain/reconcile';
import { askAgain } from '../../sql/ask-again';
import { readMovements } from '../../sql/read-movements';
import { callProvider } from '../operations/call-provider';
import { operationRow } from '../operations/carry-out';
import { providersOf, type KnownProvider } from '../providers/registry';

/** Both books of one provider, compared. */
export interface Reconciled {
  method: string;
  /** Pairs that are the same in both. */
  agreed: number;
  /** One line each. */
  differences: string[];
  /** Ours that the provider has no list of and does not tell of, one line each. */
  untold: string[];
  /** Orders whose provider is asked again, by their number. */
  askedAgain: string[];
}

/**
 * Compares what providers say has moved in a time with our books, both ways. What is ours and not in a
 * provider's list is asked for by itself.
 *
 * @param to not included
 * @param repair has providers asked again about money that they list as paid and we have as open
 * @returns one for each provider that is outside the shop
 * @throws Error where a provider cannot be asked
 */
export async function reconcile(
  strapi: Core.Strapi,
  { from, to, repair }: { from: Date; to: Date; repair: boolean },
): Promise<Reconciled[]> {
  const outside = [...providersOf(strapi).values()].filter(isOutside);
  const all: Reconciled[] = [];
  for (const known of outside) all.push(await reconcileOne(strapi, known, { from, to, repair }));
  return all;
}

function isOutside({ provider: { list, look } }: KnownProvider): boolean {
  return list !== undefined || look !== undefined;
}

async function reconcileOne(
  strapi: Core.Strapi,
  known: KnownProvider,
  { from, to, repair }: { from: Date; to: Date; repair: boolean },
): Promise<Reconciled> {
  const { method } = known.provider;
  const theirs = await listOf(known.provider, from, to);
  const names = theirs.flatMap(({ reference, providerId }) => [reference, providerId]);
  const numbers = theirs.flatMap(({ orderNumber }) => orderNumber ?? []);
  const database = databaseOf(strapi);
  const rows = await database.query(readMovements, [method, from, to, names, numbers]);
  const compared = compareBooks(
    theirs,
    rows.map(({ movement }) => movement),
  );
  const result: Reconciled = {
    method,
    agreed: compared.agreed,
    differences: compared.differences.map(tellDifference),
    untold: [],
    askedAgain: [],
  };
  for (const ours of compared.unseen) await lookFor(strapi, known, ours, result);
  if (repair) {
    const unknown = compared.differences.filter(({ kind }) => kind === 'unknown_to_us');
    const asked = await database.query(askAgain, [
      method,
      unknown.flatMap(({ theirs: { reference, providerId } }) => [reference, providerId]),
    ]);
    result.askedAgain = asked.map(({ order_number }) => order_number);
  }
  return result;
}

async function listOf(provider: PaymentProvider, from: Date, to: Date) {
  const movements = [];
  for await (const movement of provider.list?.(from, to) ?? []) movements.push(movement);
  return movements;
}

/** Asks a provider about one of ours that its list has not. */
async function lookFor(
  strapi: Core.Strapi,
  { provider, breaker }: KnownProvider,
  ours: OurMovement,
  result: Reconciled,
): Promise<void> {
  if (provider.look === undefined) {
    result.differences.push(tellUnseen(ours, 'it is not in the list'));
    return;
  }
  const row = await operationRow(strapi, ours.id);
  const looking = { provider: { ...provider, ask: provider.look }, breaker };
  const { outcome } = await callProvider(strapi, looking, row, { first: false });
  if (outcome.result === 'unknown') {
    result.untold.push(tellUntold(ours, outcome.why));
    return;
  }
  if (isThere(outcome, ours)) result.agreed += 1;
  else result.differences.push(tellUnseen(ours, saidOf(outcome)));
}

function isThere(outcome: Outcome, { amount, currency }: OurMovement): boolean {
  return (
    outcome.result === 'succeeded' && outcome.amount === amount && outcome.currency === currency
  );
}

function saidOf(outcome: Exclude<Outcome, { result: 'unknown' }>): string {
  if (outcome.result === 'succeeded') {
    return `theirs is ${outcome.amount} ${outcome.currency} in minor units`;
  }
  return 'message' in outcome ? outcome.message : `they call it ${outcome.result}`;
}
