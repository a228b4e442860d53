import { newSecretId, type Transaction } from '../../../kernel/server/contract';
import { KEEP_SECONDS } from '../domain/limits';
import type { CartRow } from '../sql/cart-row';
import { createCart } from '../sql/create-cart';
import { lockCart } from '../sql/lock-cart';
import { sellsIn } from '../sql/sells-in';
import { cartClosed, currencyNotAvailable, itemNotFound } from './refusals';
import type { Shopper } from '../domain/shopper';

/** Locks the shopper's cart, open or closed; undefined where there is none. */
export async function lockCartOf(
  tx: Transaction,
  shopper: Pick<Shopper, 'customerId' | 'cartId'>,
): Promise<CartRow | undefined> {
  const [cart] = await tx.query(lockCart, [shopper.customerId, shopper.cartId]);
  return cart;
}

/**
 * Locks the shopper's open cart, and makes one where there is none or where the last one has become
 * an order.
 *
 * @param currency that of a new cart; without it the shop's
 */
export async function openCartOf(
  tx: Transaction,
  shopper: Shopper,
  currency?: string,
): Promise<CartRow> {
  const found = await lockCartOf(tx, shopper);
  if (found?.status === 'open') return found;
  if (currency !== undefined) await requireCurrency(tx, currency);
  const publicId = newSecretId();
  await tx.query(createCart, [publicId, shopper.customerId, currency ?? null, KEEP_SECONDS]);
  const cart = await lockCartOf(tx, { customerId: shopper.customerId, cartId: publicId });
  if (cart === undefined) throw new Error('The cart that was just made is not there');
  return cart;
}

/**
 * Locks the shopper's open cart for a change of what is in it.
 *
 * @throws Refusal CART_ITEM_NOT_FOUND where there is none, CART_CLOSED where it has become an order
 */
export async function existingCartOf(tx: Transaction, shopper: Shopper): Promise<CartRow> {
  const cart = await lockCartOf(tx, shopper);
  if (cart === undefined) throw itemNotFound();
  if (cart.status === 'closed') throw cartClosed();
  return cart;
}

/** @throws Refusal CURRENCY_NOT_AVAILABLE where nothing is sold in a currency */
export async function requireCurrency(tx: Transaction, currency: string): Promise<void> {
  const [row] = await tx.query(sellsIn, [currency]);
  if (!row?.sells) throw currencyNotAvailable(currency);
}
