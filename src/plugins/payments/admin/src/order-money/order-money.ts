import { useCallback } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import { useLoaded } from '../../../../kernel/admin/src/contract';

/** The money of an order, as `GET /api/payments/:orderId/status` tells it; amounts in minor units. */
export interface OrderMoney {
  /** The order's state. */
  status: string;
  currency: string;
  amountDue: number;
  amountPaid: number;
  amountRefunded: number;
  /** Paid, and not given back. */
  amountKept: number;
}

/** What shall go back: an amount in minor units, or what some lines came to. */
export type WantedRefund = { reason: string } & (
  { amount: number } | { lines: { lineId: string; quantity: number }[]; restock: boolean }
);

/** What became of money that was to go back. */
export interface Refund {
  status: 'succeeded' | 'failed' | 'waiting_for_approval' | 'to_be_handed_back' | 'pending';
  amount: number;
}

/**
 * The money of an order, and what moves it.
 *
 * @param version loaded anew whenever it is another one
 */
export function useOrderMoney(orderId: string, version: object | undefined) {
  const { get, post } = useFetchClient();
  const path = `/api/payments/${orderId}`;
  const load = useCallback(async () => {
    return (await get<{ data: OrderMoney }>(`${path}/status`)).data.data;
  }, [get, path]);
  const { loaded, reload } = useLoaded(load, version);

  const collect = async (amount: number, key: string): Promise<void> => {
    await post(`${path}/cash`, { amount }, { headers: { 'Idempotency-Key': key } });
  };
  const takeBack = async (reason: string, key: string): Promise<void> => {
    await post(`${path}/refused`, { reason }, { headers: { 'Idempotency-Key': key } });
  };
  const giveBack = async (wanted: WantedRefund, key: string): Promise<Refund> => {
    const headers = { 'Idempotency-Key': key };
    const answer = await post<{ data: Refund }>(`${path}/refund`, wanted, { headers });
    return answer.data.data;
  };
  return { loaded, reload, collect, takeBack, giveBack };
}
