import {
  CASH_ORDER,
  guestWith,
  makeStore,
  makeVariant,
  newKey,
  stock,
  type Store,
  type Variant,
} from '../support/catalogue';
import { bearer, call, type HttpAnswer } from '../support/http';
import type { TestShop } from '../support/shop';

/** Writes a rule or a coupon as a merchandiser's script does, and gives its document. */
export async function write(
  shop: TestShop,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  data?: object,
): Promise<{ id: number; documentId: string }> {
  const answer = await call(method, `${shop.url}/api/${path}`, {
    headers: bearer(await shop.apiToken()),
    ...(data === undefined ? {} : { body: { data } }),
  });
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body?.data as { id: number; documentId: string };
}

let made = 0;

/** Makes a coupon with a code of its own, 10 % off unless told otherwise. */
export async function makeCoupon(
  shop: TestShop,
  data: object = {},
): Promise<{ id: number; documentId: string; code: string }> {
  made += 1;
  const code = `CODE${made}`;
  const coupon = { code, type: 'percentage', percentage: 1000, ...data };
  return { ...(await write(shop, 'POST', 'coupons', coupon)), code: coupon.code };
}

/** A variant of which a store has plenty. */
export async function makeGoods(
  shop: TestShop,
  { price = 1000, store }: { price?: number; store?: Store } = {},
): Promise<Variant> {
  const variant = await makeVariant(shop, { price });
  await stock(shop, store ?? (await makeStore(shop)), variant, 1000);
  return variant;
}

/** A guest with a cart. */
export class Guest {
  private constructor(
    private readonly url: string,
    readonly token: string,
  ) {}

  static async with(url: string, variant: Variant, quantity = 1): Promise<Guest> {
    return new Guest(url, await guestWith(url, variant, quantity));
  }

  /** One who has given a coupon, too. */
  static async withCoupon(
    url: string,
    variant: Variant,
    code: string,
    quantity = 1,
  ): Promise<Guest> {
    const guest = await Guest.with(url, variant, quantity);
    await guest.give(code);
    return guest;
  }

  /** Calls a route of the API with the cart's token. */
  send(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer> {
    return call(method, `${this.url}/api${path}`, {
      headers: { 'X-Cart-Token': this.token, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  }

  give(code: string): Promise<HttpAnswer> {
    return this.send('POST', '/cart/coupon', { code });
  }

  order(body: object = {}): Promise<HttpAnswer> {
    return this.send('POST', '/orders', { ...CASH_ORDER, ...body }, newKey());
  }
}

/** Cancels a guest's order. */
export function cancel(url: string, placed: HttpAnswer): Promise<HttpAnswer> {
  const { documentId, accessToken } = placed.body.data as Record<string, string>;
  return call('PUT', `${url}/api/orders/${documentId}/cancel`, {
    headers: { 'X-Order-Token': accessToken ?? '' },
  });
}
