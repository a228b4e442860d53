import { setTimeout as sleep } from 'node:timers/promises';
import { CASH_ORDER, newKey, type Store, type Variant } from '../../support/catalogue';
import type { EmulatorProcess } from '../../support/emulators';
import type { HttpAnswer } from '../../support/http';
import { Client, type Message } from '../walk/client';
import type { Random } from '../walk/random';

export interface Order {
  documentId: string;
  number: string;
  accessToken: string;
}

export interface Place {
  url: () => string;
  stripe: EmulatorProcess;
  store: Store;
  variants: readonly Variant[];
  /** Headers of who works there. */
  staff: Record<string, string>;
}

/** What those who come have been told that they did. */
export class Told {
  readonly orders: Order[] = [];
  /** Pieces by SKU that the clerk put into the store or took from it. */
  readonly moved = new Map<string, number>();
  /** The last name that the editor gave to a product, by its document id, and how many there were. */
  readonly named = new Map<string, string>();
  edits = 0;
}

/** Somebody who does things, and each of them until there is an answer. */
class Person {
  private readonly client: Client;

  constructor(
    private readonly place: Place,
    readonly random: Random,
  ) {
    this.client = new Client(() => [place.url()], random);
  }

  /** Sends a request, and again under its key while the shop cannot do it now. */
  async send(method: string, path: string, message: Message): Promise<HttpAnswer> {
    const key = newKey();
    for (;;) {
      const reply = await this.client.send(method, path, message, key);
      if (reply.status < 500) return reply;
      if (reply.status !== 503) throw new Error(`${method} ${path}: ${JSON.stringify(reply.body)}`);
      await sleep(100);
    }
  }

  asStaff(method: string, path: string, body: object): Promise<HttpAnswer> {
    return this.send(method, path, { headers: this.place.staff, body });
  }
}

/** Buys something, pays it, and has it sent or thinks better of it. */
export async function shop(
  place: Place,
  random: Random,
  told: Told,
  onOrder: (order: Order) => void,
) {
  const person = new Person(place, random);
  const { sku } = random.pick(place.variants);
  const added = await person.send('POST', '/api/cart/items', {
    body: { sku, quantity: random.between(1, 3) },
  });
  expect([201, added.body]).toEqual([added.status, added.body]);
  const isByCard = random.next() < 0.5;
  const placed = await person.send('POST', '/api/orders', {
    headers: { 'X-Cart-Token': added.body.data.token as string },
    body: {
      ...CASH_ORDER,
      email: `storm-${told.orders.length}-${random.between(0, 2 ** 31)}@example.com`,
      paymentMethod: isByCard ? 'stripe' : 'cash_on_delivery',
    },
  });
  expect([201, placed.body]).toEqual([placed.status, placed.body]);
  const order = placed.body.data as Order;
  told.orders.push(order);
  onOrder(order);
  const buyer = { 'X-Order-Token': order.accessToken };
  if (isByCard) {
    const intent = await person.send('POST', '/api/payments/stripe/create-intent', {
      headers: buyer,
      body: { orderId: order.documentId },
    });
    const path = `payment_intents/${intent.body.data?.intentId}/pay/pm_card_visa`;
    // An order that the shop has cancelled meanwhile is not to be paid.
    await place.stripe.tell('POST', path).catch(() => undefined);
  }
  const mood = random.next();
  if (mood < 0.2) {
    await person.send('PUT', `/api/orders/${order.documentId}/cancel`, { headers: buyer });
  } else if (mood < 0.7) {
    for (const status of ['confirmed', 'preparing', 'shipped', 'delivered']) {
      await person.asStaff('PUT', `/api/orders/${order.documentId}/status`, { status });
    }
  }
}

/** Counts goods in and out. */
export async function moveStock(place: Place, random: Random, told: Told): Promise<void> {
  const { sku } = random.pick(place.variants);
  const delta = random.pick([-3, -1, 2, 5]);
  const path = `/api/stores/${place.store.documentId}/stock`;
  const reply = await new Person(place, random).asStaff('PUT', path, [{ sku, delta }]);
  expect([reply.status, reply.body]).toEqual([200, reply.body]);
  told.moved.set(sku, (told.moved.get(sku) ?? 0) + delta);
}

/** Gives a product another name, which everybody sees. */
export async function edit(place: Place, random: Random, told: Told): Promise<void> {
  const { productId } = random.pick(place.variants);
  const name = `Tea of ${random.between(0, 2 ** 31)}`;
  const path = `/api/products/${productId}`;
  const reply = await new Person(place, random).asStaff('PUT', path, { data: { name } });
  expect([reply.status, reply.body]).toEqual([200, reply.body]);
  told.named.set(productId, name);
  told.edits += 1;
}
