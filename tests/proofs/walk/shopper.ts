import { isDeepStrictEqual } from 'node:util';
import { CASH_ORDER, newKey } from '../../support/catalogue';
import type { HttpAnswer } from '../../support/http';
import { codeOf, type Client, type Message } from './client';
import type { Random } from './random';

export interface Line {
  id: string;
  sku: string;
  storeId: string;
  quantity: number;
  /** As long as somebody else cannot have the goods. */
  held: boolean;
}

export interface PlacedOrder {
  documentId: string;
  accessToken: string;
  items: { sku: string; storeId: string; quantity: number }[];
  couponCode: string | null;
  status: string;
}

/** What shoppers find in the shop, and what the shop lets the walk do behind their backs. */
export interface Surroundings {
  skus: readonly string[];
  storeIds: readonly string[];
  /** Coupons that can be used a few times. */
  codes: readonly string[];
  /** Headers of who moves orders along. */
  staff: Record<string, string>;
  /** Lets the time of the holds of these lines run out. */
  expire(lineIds: readonly string[]): Promise<void>;
}

/** What may be refused to a shopper who does nothing wrong but come too late. */
const REFUSALS = [
  'INSUFFICIENT_STOCK',
  'CART_EMPTY',
  'CART_ITEM_NOT_FOUND',
  'CART_CLOSED',
  'COUPON_EXHAUSTED',
];

/**
 * A guest who wanders through the shop and believes what it answers: the model. What all shoppers
 * together believe to have must be what the books say.
 */
export class Shopper {
  lines: Line[] = [];
  readonly orders: PlacedOrder[] = [];
  /** What was done and answered, the newest last. */
  readonly diary: string[] = [];
  private token: string | undefined;

  constructor(
    private readonly client: Client,
    private readonly random: Random,
    private readonly around: Surroundings,
  ) {}

  /** Does so many things one after the other. */
  async stroll(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) await this.step();
  }

  /** Does one thing, whatever comes to mind. */
  private async step(): Promise<void> {
    const wishes = [
      ...Array<() => Promise<unknown>>(6).fill(() => this.add()),
      ...Array<() => Promise<unknown>>(3).fill(() => this.order()),
      () => this.change(),
      () => this.change(),
      () => this.remove(),
      () => this.clear(),
      () => this.clip(),
      () => this.clip(),
      () => this.unclip(),
      () => this.move(),
      () => this.dawdle(),
      () => this.twice(),
      () => this.inTwoTabs(),
      () => this.cancel(),
      () => this.cancel(),
      () => this.beServed(),
    ];
    await this.random.pick(wishes)();
  }

  private add(): Promise<unknown> {
    const storeId = this.random.next() < 0.3 ? this.random.pick(this.around.storeIds) : undefined;
    const body = { sku: this.random.pick(this.around.skus), quantity: this.random.between(1, 3) };
    return this.inCart('POST', '/items', {
      ...body,
      ...(storeId === undefined ? {} : { storeId }),
    });
  }

  private async change(): Promise<void> {
    const line = this.anyLine();
    const quantity = this.random.between(0, 4);
    if (line !== undefined) await this.inCart('PUT', `/items/${line.id}`, { quantity });
  }

  private async remove(): Promise<void> {
    const line = this.anyLine();
    if (line !== undefined) await this.inCart('DELETE', `/items/${line.id}`);
  }

  private async clear(): Promise<void> {
    if (this.token !== undefined) await this.inCart('DELETE', '/clear');
  }

  private async clip(): Promise<void> {
    const code = this.random.pick(this.around.codes);
    if (this.token !== undefined) await this.inCart('POST', '/coupon', { code });
  }

  private async unclip(): Promise<void> {
    if (this.token !== undefined) await this.inCart('DELETE', '/coupon');
  }

  private async move(): Promise<void> {
    const storeId = this.random.pick(this.around.storeIds);
    if (this.token !== undefined) await this.inCart('PUT', '', { storeId });
  }

  /** Is away until the holds have run out, and comes back. */
  private async dawdle(): Promise<void> {
    if (this.token === undefined) return;
    await this.around.expire(this.lines.map(({ id }) => id));
    await this.look();
  }

  private look(): Promise<unknown> {
    return this.inCart('GET', '');
  }

  private async order(): Promise<void> {
    this.noteOrder(await this.send('POST', '/api/orders', this.orderMessage()));
  }

  /**
   * Clicks twice: the same call with the same key at the same moment. A click that was refused may come
   * before one that was not, as where a coupon came back in between; never after it.
   */
  private async twice(): Promise<void> {
    const key = newKey();
    const click = () => this.send('POST', '/api/orders', this.orderMessage(), key);
    const replies = await Promise.all([click(), click()]);
    const [placed, other] = replies.toSorted((one, another) => one.status - another.status);
    if (placed?.status !== 201 || other === undefined) return;
    const tooLate = other.status !== 201 && codeOf(other) === 'CART_CLOSED';
    if (tooLate || (other.status === 201 && !isDeepStrictEqual(placed.body, other.body))) {
      throw new Error(`two answers to one key: ${JSON.stringify([placed.body, other.body])}`);
    }
    this.noteOrder(placed);
  }

  /** Changes the cart in one tab while ordering in the other. */
  private async inTwoTabs(): Promise<void> {
    if (this.token === undefined) return;
    const token = this.token;
    const body = { sku: this.random.pick(this.around.skus), quantity: 1 };
    const [ordered, added] = await Promise.all([
      this.send('POST', '/api/orders', this.orderMessage()),
      this.send('POST', '/api/cart/items', { headers: { 'X-Cart-Token': token }, body }),
    ]);
    this.noteOrder(ordered);
    if (added.status === 201) this.token = added.body.data.token;
    if (this.token !== undefined) await this.look();
  }

  private async cancel(): Promise<void> {
    const order = this.orders.findLast(({ status }) => status === 'pending');
    if (order === undefined) return;
    const { documentId, accessToken } = order;
    const headers = { 'X-Order-Token': accessToken };
    this.noteStatus(order, await this.send('PUT', `/api/orders/${documentId}/cancel`, { headers }));
  }

  /** Has an order sent out. */
  private async beServed(): Promise<void> {
    const order = this.orders.find(({ status }) => status === 'pending');
    if (order === undefined) return;
    for (const status of ['confirmed', 'preparing', 'shipped']) {
      const path = `/api/orders/${order.documentId}/status`;
      const message = { headers: this.around.staff, body: { status } };
      this.noteStatus(order, await this.send('PUT', path, message));
    }
  }

  private anyLine(): Line | undefined {
    return this.lines.length === 0 ? undefined : this.random.pick(this.lines);
  }

  private orderMessage(): Message {
    return {
      headers: this.token === undefined ? {} : { 'X-Cart-Token': this.token },
      body: CASH_ORDER,
    };
  }

  private async inCart(method: string, path: string, body?: object): Promise<void> {
    const headers: Record<string, string> =
      this.token === undefined ? {} : { 'X-Cart-Token': this.token };
    const reply = await this.send(method, `/api/cart${path}`, {
      headers,
      ...(body === undefined ? {} : { body }),
    });
    if (reply.status >= 300) return;
    this.token = reply.body.data.token ?? undefined;
    this.lines = reply.body.data.items.map((item: Line & { reservedUntil: string | null }) => ({
      id: item.id,
      sku: item.sku,
      storeId: item.storeId,
      quantity: item.quantity,
      held: item.reservedUntil !== null,
    }));
  }

  private noteOrder(reply: HttpAnswer): void {
    if (reply.status !== 201) return;
    this.orders.push(reply.body.data as PlacedOrder);
    this.lines = [];
    this.token = undefined;
  }

  private noteStatus(order: PlacedOrder, reply: HttpAnswer): void {
    if (reply.status === 200) order.status = reply.body.data.status;
    else throw new Error(`${order.status}: ${JSON.stringify(reply.body)}`);
  }

  private async send(
    method: string,
    path: string,
    message: Message,
    key?: ReturnType<typeof newKey>,
  ): Promise<HttpAnswer> {
    const reply = await this.client.send(method, path, message, key);
    const code = codeOf(reply);
    this.diary.push([method, path, JSON.stringify(message.body), reply.status, code].join(' '));
    if (reply.status >= 300 && !REFUSALS.includes(code ?? '')) {
      throw new Error(`${this.diary.at(-1)} is no answer to that: ${JSON.stringify(reply.body)}`);
    }
    return reply;
  }
}
