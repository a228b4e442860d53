import { useCallback } from 'react';
import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { reasonOf, useLoaded } from '../../../../kernel/admin/src/contract';
import type { Address } from '../address-lines';
import type { Moves, Order, OrderEvent, StateReached } from '../order';

export interface OrderWithHistory {
  order: Order;
  /** Everything that happened to it, the newest first. */
  history: (StateReached | OrderEvent)[];
  moves: Moves;
}

/**
 * What the people of a shop do with an order. Each says how it went, shows the order as it is then, and
 * tells whether it was done.
 */
export interface OrderVerbs {
  move: (status: string, note?: string) => Promise<boolean>;
  moveShipment: (shipmentId: string, status: string) => Promise<boolean>;
  track: (shipmentId: string, carrier: string, trackingNumber: string) => Promise<boolean>;
  note: (text: string, internal: boolean) => Promise<boolean>;
  /** Lowers lines; a note may be empty. */
  amendLines: (items: { lineId: string; quantity: number }[], note: string) => Promise<boolean>;
  amendAddress: (shippingAddress: Address) => Promise<boolean>;
}

/** An order with what happened to it, and what can be done with it. */
export function useOrder(id: string) {
  const { get, put, post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const load = useCallback(async (): Promise<OrderWithHistory> => {
    const [order, tracked] = await Promise.all([
      get<{ data: Order; meta: { moves: Moves } }>(`/api/admin/orders/${id}`),
      get<{ data: { history: StateReached[]; events: OrderEvent[] } }>(`/api/orders/${id}/track`),
    ]);
    const { data, meta } = order.data;
    const { history, events } = tracked.data.data;
    // Where both are of one moment, the state is what came of the event.
    const all = [...events, ...history].sort((a, b) => a.at.localeCompare(b.at)).reverse();
    return { order: data, history: all, moves: meta.moves };
  }, [get, id]);
  const { loaded, reload } = useLoaded(load);

  const attempt = async (work: Promise<unknown>, done: string): Promise<boolean> => {
    const refused = await work.then(
      () => undefined,
      (error: unknown) => reasonOf(error),
    );
    if (refused === undefined) toggleNotification({ type: 'success', message: done });
    else toggleNotification({ type: 'danger', message: refused });
    await reload();
    return refused === undefined;
  };
  const path = `/api/admin/orders/${id}`;
  const verbs: OrderVerbs = {
    move: (status, note) =>
      attempt(put(`${path}/status`, { status, ...(note ? { note } : {}) }), 'The order was moved.'),
    moveShipment: (shipmentId, status) =>
      attempt(put(`${path}/shipments/${shipmentId}/status`, { status }), 'The shipment was moved.'),
    track: (shipmentId, carrier, trackingNumber) =>
      attempt(
        put(`${path}/tracking`, {
          shipmentId,
          carrier: carrier || null,
          trackingNumber: trackingNumber || null,
        }),
        'It is written down.',
      ),
    note: (text, internal) =>
      attempt(post(`/api/orders/${id}/notes`, { text, internal }), 'The note was added.'),
    amendLines: (items, note) =>
      attempt(put(`${path}/lines`, { items, ...(note ? { note } : {}) }), 'It was lowered.'),
    amendAddress: (shippingAddress) =>
      attempt(put(`${path}/address`, { shippingAddress }), 'The address was changed.'),
  };
  return { loaded, reload, verbs };
}
