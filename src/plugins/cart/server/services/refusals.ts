import { Refusal } from '../../../kernel/server/contract';

/** There is not enough of a SKU, and nothing has changed. */
export function insufficientStock(sku: string, requested: number, available: number): Refusal {
  return new Refusal(
    'INSUFFICIENT_STOCK',
    `There are not enough of ${sku}: ${requested} were asked for, ${available} can be had.`,
    { sku, requested, available },
  );
}

/** The sum is beyond what can be counted exactly. */
export function amountTooLarge(): Refusal {
  return new Refusal('AMOUNT_TOO_LARGE', 'The sum of the lines is larger than can be charged.');
}

/** A SKU has no price in the cart's currency. */
export function currencyNotAvailable(currency: string, sku?: string): Refusal {
  return new Refusal(
    'CURRENCY_NOT_AVAILABLE',
    sku === undefined ? `Nothing is sold in ${currency}.` : `${sku} has no price in ${currency}.`,
    sku === undefined ? { currency } : { currency, sku },
  );
}

/** The currency of a cart stays from its first line on. */
export function currencyFixed(currency: string): Refusal {
  return new Refusal(
    'CURRENCY_FIXED',
    `This cart is in ${currency}. Empty it to change its currency.`,
    { currency },
  );
}

export function notForSale(sku: string): Refusal {
  return new Refusal('NOT_FOR_SALE', `${sku} is not for sale.`, { sku });
}

export function storeNotFound(storeId: string): Refusal {
  return new Refusal('STORE_NOT_FOUND', 'There is no such store, or it is closed for good.', {
    storeId,
  });
}

export function pickupUnavailable(storeId: string | null): Refusal {
  return new Refusal('PICKUP_UNAVAILABLE', 'Nothing can be picked up at this store.', { storeId });
}

export function shippingUnavailable(facts: Record<string, unknown>): Refusal {
  return new Refusal('SHIPPING_UNAVAILABLE', 'This cart cannot be shipped in this way.', facts);
}

export function cartEmpty(): Refusal {
  return new Refusal('CART_EMPTY', 'There is nothing in the cart.');
}

export function cartClosed(): Refusal {
  return new Refusal('CART_CLOSED', 'This cart has become an order already.');
}

export function itemNotFound(): Refusal {
  return new Refusal('CART_ITEM_NOT_FOUND', 'There is no such item in this cart.');
}
