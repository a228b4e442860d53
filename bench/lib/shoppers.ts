import type { Call, Journey } from './journey';
import { skuOf } from './fill-shop';

const ADDRESS = {
  firstName: 'Amina',
  lastName: 'Otieno',
  phone: '+254700000000',
  line1: '1 Sample Street',
  city: 'Nairobi',
  postalCode: '00100',
  country: 'KE',
};

/** A step that is prime to every size of shop, so that the picks spread and shoppers rarely meet. */
const STRIDE = 611_953;

/** The SKU that a shopper takes at a turn, of so many. */
export function pick(turn: number, products: number): string {
  return skuOf(1 + ((turn * STRIDE) % products));
}

export const addCall = (sku: string): Call => ({
  method: 'POST',
  path: '/api/cart/items',
  body: { sku, quantity: 1 },
});

export const DESCRIBE: Call = {
  method: 'PUT',
  path: '/api/cart',
  body: { email: 'amina@example.com', deliveryType: 'delivery', shippingAddress: ADDRESS },
};

export const ORDER: Call = {
  method: 'POST',
  path: '/api/orders',
  body: { paymentMethod: 'cash_on_delivery' },
  keyed: true,
};

/** Two things into the cart and where they shall go: all that an order needs. */
export function filling(turn: number, products: number): Call[] {
  return [addCall(pick(2 * turn, products)), addCall(pick(2 * turn + 1, products)), DESCRIBE];
}

/** A full checkout of two lines, in four calls. */
export function checkout(turn: number, products: number): Journey {
  return { calls: [...filling(turn, products), ORDER] };
}

/** Makes customers; gives the bearer token of each. */
export async function signUp(url: string, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const response = await fetch(`${url}/api/auth/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        email: `shopper${turn}@example.com`,
        password: 'a long enough passw0rd',
        firstName: 'Amina',
        lastName: `Otieno ${turn}`,
      }),
    });
    if (!response.ok) throw new Error(`Signing up: ${response.status} ${await response.text()}`);
    const { data } = (await response.json()) as { data: { token: string } };
    tokens.push(data.token);
  }
  return tokens;
}
