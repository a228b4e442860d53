import type { Core } from '@strapi/strapi';
import { databaseOf, Refusal } from '../../../kernel/server/contract';
import type { Operator } from '../domain/caller';
import { managedStores } from '../sql/managed-stores';

/** What is added to a permission for its twin that opens only the stores one manages. */
export const OWN_STORES = '.own-stores';

/**
 * The stores in which an operator may do something: all of them with the permission, those that one
 * manages with its twin `<permission>.own-stores`.
 *
 * @param permission such as `plugin::orders.order.move`
 * @returns a test of a store's document id
 * @throws Refusal FORBIDDEN (403) with neither
 */
export async function storesOpenTo(
  strapi: Core.Strapi,
  operator: Operator,
  permission: string,
): Promise<(storeDocumentId: string) => boolean> {
  if (operator.may(permission)) return () => true;
  if (operator.kind === 'staff' && operator.may(permission + OWN_STORES)) {
    const stores = await databaseOf(strapi).query(managedStores, [operator.userId]);
    const own = new Set(stores.map((store) => store.document_id));
    return (id) => own.has(id);
  }
  throw new Refusal('FORBIDDEN', 'You do not have the permission for this.');
}
