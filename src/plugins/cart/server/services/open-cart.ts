import { newSecretId, type Transaction } from '../../../kernel/server/contract';
import { KEEP_SECONDS } from '../domain/limits';
import type { Shopper } from '../domain/shopper';
import { createCart } from '../sql/create-cart';
import { lockCart } from '../sql/lock-cart';
import { sellsIn } from '../sql/sells-in';
import type { CartRow, StandingRow } from '../sql/standing';
import { cartClosed, currencyNotAvailable, itemNotFound } from './refusals';

/** Where a shopper stands who has an open cart. */
export type OpenStanding<Row extends StandingRow = StandingRow> = Row & { cart: CartRow };

/** Locks the shopper's cart, open or closed, and reads it with its lines. */
export function lockCartOf(
  tx: Transaction,
  { customerId, cartId }: Pick<Shopper, 'customerId' | 'cartId'>,
): Promise<StandingRow> {
  return upToDate(() => tx.query(lockCart, [customerId, cartId]));
}

/**
 * Locks the shopper's open cart for a change of what is in it.
 *
 * @param read runs the locking statement
 * @throws Refusal CART_ITEM_NOT_FOUND where there is none, CART_CLOSED where it has become an order
 */
export async function existingCartOf<Row extends StandingRow>(
  read: () => Promise<Row[]>,
): Promise<OpenStanding<Row>> {
  const standing = await upToDate(read);
  const { cart } = standing;
  if (cart === null) throw itemNotFound();
  return { ...standing, cart: notClosed(cart) };
}

/** @throws Refusal CART_CLOSED where a cart has become an order */
export function notClosed(cart: CartRow): CartRow {
  if (cart.status === 'closed') throw cartClosed();
  return cart;
}

/**
 * Locks the shopper's open cart, and makes one where there is none or where the last one has become
 * an order.
 *
 * @param read runs the locking statement
 * @param currency that of a new cart; without it the shop's
 * @param check refuses what cannot be, before a cart is made for it
 */
export async function openCartOf<Row extends StandingRow>(
  tx: Transaction,
  shopper: Shopper,
  read: () => Promise<Row[]>,
  { currency, check }: { currency?: string | undefined; check?: (row: Row) => Promise<void> } = {},
): Promise<OpenStanding<Row>> {
  for (let tries = 0; tries < 2; tries += 1) {
    const row = await upToDate(read);
    await check?.(row);
    if (row.cart?.status === 'open') return { ...row, cart: row.cart };
    if (currency !== undefined) await requireCurrency(tx, currency);
    const cart = await newCart(tx, shopper, currency ?? row.shop.currency);
    if (cart !== undefined) return { ...row, cart, lines: [] };
    // A parallel call of the same customer has made one, which is there now.
  }
  throw new Error('A customer’s open cart cannot be found');
}

/** @throws Refusal CURRENCY_NOT_AVAILABLE where nothing is sold in a currency */
export async function requireCurrency(tx: Transaction, currency: string): Promise<void> {
  const [row] = await tx.query(sellsIn, [currency]);
  if (!row?.sells) throw currencyNotAvailable(currency);
}

/** Runs a locking read, and once more where another call changed the cart while it waited. */
async function upToDate<Row extends StandingRow>(read: () => Promise<Row[]>): Promise<Row> {
  const [first] = await read();
  const [row] = first?.stale ? await read() : [first];
  if (row === undefined) throw new Error('The shop has no settings');
  return row;
}

async function newCart(
  tx: Transaction,
  { customerId }: Shopper,
  currency: string,
): Promise<CartRow | undefined> {
  const publicId = newSecretId();
  const [made] = await tx.query(createCart, [publicId, customerId, currency, KEEP_SECONDS]);
  if (made === undefined) return undefined;
  return {
    id: made.id,
    public_id: publicId,
    status: 'open',
    customer_id: customerId,
    currency,
    email: null,
    customer_email: made.customer_email,
    delivery_type: null,
    store: null,
    latitude: null,
    longitude: null,
    shipping_address: null,
    shipping_method: null,
    sourced: false,
    coupon_codes: [],
    adjustments: null,
    expires_at: made.expires_at,
  };
}
