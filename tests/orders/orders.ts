import { CASH_ORDER, guestWith, newKey, type Store, type Variant } from '../support/catalogue';
import { bearer, call } from '../support/http';
import type { TestShop } from '../support/shop';

export type Headers = Record<string, string>;

export interface Placed {
  documentId: string;
  number: string;
  accessToken: string;
  items: { documentId: string; sku: string; quantity: number }[];
  shipments: { documentId: string; storeId: string }[];
}

/** Lets a guest order goods, each from the store that is named with it. */
export async function placeOrder(
  shop: TestShop,
  goods: readonly { variant: Variant; quantity?: number; store: Store }[],
  body: object = {},
): Promise<Placed> {
  let token: string | undefined;
  for (const { variant, quantity = 1, store } of goods) {
    const more = { storeId: store.documentId };
    if (token === undefined) token = await guestWith(shop.url, variant, quantity, more);
    else {
      await call('POST', `${shop.url}/api/cart/items`, {
        headers: { 'X-Cart-Token': token },
        body: { sku: variant.sku, quantity, ...more },
      });
    }
  }
  const answer = await call('POST', `${shop.url}/api/orders`, {
    headers: { ...newKey(), 'X-Cart-Token': token ?? '' },
    body: { ...CASH_ORDER, ...body },
  });
  if (answer.status !== 201) throw new Error(`not ordered: ${JSON.stringify(answer.body)}`);
  return answer.body.data as Placed;
}

/** Somebody with one of the shop's roles, signed in to the panel, who manages these stores. */
export async function member(
  shop: TestShop,
  code: string,
  stores: readonly Store[] = [],
): Promise<{ id: number; session: Headers }> {
  const admin = bearer(await shop.adminToken());
  const roles = await call('GET', `${shop.url}/admin/roles`, { headers: admin });
  const role = (roles.body.data as { id: number; code: string }[]).find((one) => one.code === code);
  const made = await call('POST', `${shop.url}/admin/users`, {
    headers: admin,
    body: {
      firstname: 'Zawadi',
      lastname: 'Njeri',
      email: `${code}-${Math.random()}@example.com`,
      roles: [role?.id],
    },
  });
  const signedUp = await call('POST', `${shop.url}/admin/register`, {
    body: {
      userInfo: { firstname: 'Zawadi', lastname: 'Njeri', password: 'Only-for-tests-1' },
      registrationToken: made.body.data.registrationToken,
    },
  });
  const id = made.body.data.id as number;
  for (const store of stores) {
    await shop.sql('INSERT INTO stores_managers_lnk (store_id, user_id) VALUES ($1, $2)', [
      store.id,
      id,
    ]);
  }
  return { id, session: bearer(signedUp.body.data.token as string) };
}

/** The events that tell of an order, the oldest first. */
export function eventsOf(
  shop: TestShop,
  { documentId }: Pick<Placed, 'documentId'>,
): Promise<{ event: string; payload: Record<string, unknown> }[]> {
  return shop.sql('SELECT event, payload FROM outbox WHERE subject = $1 ORDER BY id', [documentId]);
}
