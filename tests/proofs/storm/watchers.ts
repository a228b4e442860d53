import { io, type Socket } from 'socket.io-client';
import { call } from '../../support/http';
import type { Order, Place } from './traffic';

interface OrderNews {
  status: string;
  paymentStatus: string;
}

/** Storefronts that show what they are told, and fetch where they may have missed something. */
export class Watchers {
  /** What can be sold, by SKU. */
  readonly stock = new Map<string, number>();
  /** State and payment, by number. */
  readonly orders = new Map<string, OrderNews>();
  private readonly sockets: Socket[] = [];

  constructor(private readonly place: Place) {}

  /** Watches what can be sold of everything. */
  watchStock(): void {
    const { store, variants } = this.place;
    const learn = (news: { sku: string; available: number }) =>
      void this.stock.set(news.sku, news.available);
    const socket = this.open({});
    socket.on('stock.updated', learn);
    const skus = variants.map(({ sku }) => sku);
    const subscribe = (): void => {
      socket
        .timeout(10_000)
        .emitWithAck('subscribe:stock', { storeId: store.documentId, skus })
        .then(({ data }) => {
          if (data === undefined) throw new Error('not now');
          data.stock.forEach(learn);
        })
        .catch(() => {
          if (socket.connected) setTimeout(subscribe, 500);
        });
    };
    socket.on('connect', subscribe);
  }

  /** Watches an order as its buyer does. */
  watch({ number, accessToken }: Order): void {
    let told = 0;
    const socket = this.open({ orderToken: accessToken });
    socket.on('order.updated', (news: OrderNews) => {
      told += 1;
      this.orders.set(number, news);
    });
    const read = async (): Promise<void> => {
      const before = told;
      const reply = await call('GET', `${this.place.url()}/api/orders/${number}`, {
        headers: { 'X-Order-Token': accessToken },
      });
      if (reply.status !== 200) throw new Error('not now');
      // What was told meanwhile is newer.
      if (told === before) this.orders.set(number, reply.body.data as OrderNews);
    };
    const fetchAgain = (): void => {
      read().catch(() => {
        // Where it has gone again, it fetches when it is back.
        if (socket.connected) setTimeout(fetchAgain, 500);
      });
    };
    socket.on('connect', () => {
      if (!socket.recovered) fetchAgain();
    });
    socket.on('missed', fetchAgain);
  }

  leave(): void {
    this.sockets.splice(0).forEach((socket) => socket.disconnect());
  }

  private open(auth: object): Socket {
    const socket = io(this.place.url(), {
      auth,
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
    });
    this.sockets.push(socket);
    // While the database is away nobody can be let in, and a refusal is final for Socket.IO's client.
    socket.on('connect_error', () => {
      if (!socket.active) setTimeout(() => socket.connect(), 500);
    });
    return socket;
  }
}
