import {
  newDocumentId,
  Refusal,
  type Queryable,
  type Transaction,
} from '../../../../kernel/server/contract';
import type { AddressRow, AddressValues } from '../../domain/address';
import type { Address, AddressChanges } from '../../domain/address-body';
import { countAddresses } from '../../sql/count-addresses';
import { deleteAddress } from '../../sql/delete-address';
import { insertAddress } from '../../sql/insert-address';
import { listAddresses } from '../../sql/list-addresses';
import { updateAddress } from '../../sql/update-address';

/** Enough for anybody's family, and a bound for a list without pages. */
const MOST_ADDRESSES = 100;

/** A customer's addresses, the oldest first. */
export function addressesOf(db: Queryable, userId: number): Promise<AddressRow[]> {
  return db.query(listAddresses, [userId, null]);
}

/** @throws Refusal NOT_FOUND, also for somebody else's */
export async function addressOf(
  db: Queryable,
  userId: number,
  addressId: string,
): Promise<AddressRow> {
  const [row] = await db.query(listAddresses, [userId, addressId]);
  return found(row);
}

/**
 * @throws Refusal LIMIT_REACHED (100 addresses an account), INVALID_TOKEN where the account has been
 *   deleted meanwhile
 */
export async function addAddress(
  tx: Transaction,
  userId: number,
  address: Address,
): Promise<AddressRow> {
  const [customer] = await tx.query(countAddresses, [userId]);
  if (customer === undefined) throw new Refusal('INVALID_TOKEN', 'This account is gone.');
  if (customer.count >= MOST_ADDRESSES) {
    throw new Refusal('LIMIT_REACHED', `An account keeps at most ${MOST_ADDRESSES} addresses.`);
  }
  const [row] = await tx.query(insertAddress, [userId, newDocumentId(), ...valuesOf(address)]);
  return found(row);
}

/**
 * Changes what is named of an address.
 *
 * @throws Refusal NOT_FOUND, also for somebody else's
 */
export async function changeAddress(
  tx: Transaction,
  userId: number,
  addressId: string,
  changes: AddressChanges,
): Promise<AddressRow> {
  const [row] = await tx.query(updateAddress, [userId, addressId, JSON.stringify(changes)]);
  return found(row);
}

/** @throws Refusal NOT_FOUND, also for somebody else's */
export async function removeAddress(
  tx: Transaction,
  userId: number,
  addressId: string,
): Promise<void> {
  const [row] = await tx.query(deleteAddress, [userId, addressId]);
  found(row);
}

function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Refusal('NOT_FOUND', 'There is no such address.');
  return row;
}

function valuesOf(address: Address): AddressValues {
  return [
    address.firstName,
    address.lastName,
    address.phone ?? null,
    address.line1,
    address.line2 ?? null,
    address.city,
    address.region ?? null,
    address.postalCode ?? null,
    address.country,
  ];
}
