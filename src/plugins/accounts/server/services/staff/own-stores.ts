import type { Core } from '@strapi/strapi';
import { databaseOf, Refusal } from '../../../../kernel/server/contract';
import type { Operator } from '../../domain/caller';
import { managedStores } from '../../sql/managed-stores';

/** What is added to a permission for its twin that opens only the stores one manages. */
export const OWN_STORES = '.own-stores';

/** Stores in which somebody may do something. */
export type OpenStores = { kind: 'all' } | { kind: 'some'; storeIds: ReadonlySet<string> };

/**
 * The stores in which an operator may do something: all of them with the permission, those that one
 * manages with its twin `<permission>.own-stores`.
 *
 * @param permission such as `plugin::orders.order.move`
 * @returns document ids, where they are not all
 * @throws Refusal FORBIDDEN (403) with neither
 */
export async function openStores(
  strapi: Core.Strapi,
  operator: Operator,
  permission: string,
): Promise<OpenStores> {
  if (operator.may(permission)) return { kind: 'all' };
  if (operator.kind === 'staff' && operator.may(permission + OWN_STORES)) {
    const stores = await databaseOf(strapi).query(managedStores, [operator.userId]);
    return { kind: 'some', storeIds: new Set(stores.map((store) => store.document_id)) };
  }
  throw new Refusal('FORBIDDEN', 'You do not have the permission for this.');
}

/**
 * The same as a test of one store's document id.
 *
 * @throws Refusal FORBIDDEN (403) with neither permission
 */
export async function storesOpenTo(
  strapi: Core.Strapi,
  operator: Operator,
  permission: string,
): Promise<(storeDocumentId: string) => boolean> {
  const open = await openStores(strapi, operator, permission);
  return (id) => open.kind === 'all' || open.storeIds.has(id);
}
