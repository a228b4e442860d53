import { useCallback, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import { useLoaded } from '../../../../kernel/admin/src/contract';

/** The money of an order, as `GET /api/payments/:orderId/status` tells it; amounts in minor units. */
export interface OrderMoney {
  currency: string;
  amountDue: number;
  amountPaid: number;
  amountRefunded: number;
  /** Paid, and not given back. */
  amountKept: number;
}

/** What became of money that was to go back. */
export interface Refund {
  status: 'succeeded' | 'failed' | 'waiting_for_approval' | 'to_be_handed_back' | 'pending';
  amount: number;
}

/** The money of an order, and what moves it. */
export function useOrderMoney(orderId: string) {
  const { get, post } = useFetchClient();
  const path = `/api/payments/${orderId}`;
  const load = useCallback(async () => {
    return (await get<{ data: OrderMoney }>(`${path}/status`)).data.data;
  }, [get, path]);
  const { loaded, reload } = useLoaded(load);

  const collect = async (amount: number, key: string): Promise<void> => {
    await post(`${path}/cash`, { amount }, { headers: { 'Idempotency-Key': key } });
  };
  const giveBack = async (amount: number, reason: string, key: string): Promise<Refund> => {
    const headers = { 'Idempotency-Key': key };
    const answer = await post<{ data: Refund }>(`${path}/refund`, { amount, reason }, { headers });
    return answer.data.data;
  };
  return { loaded, reload, collect, giveBack };
}

/**
 * The key of what one opened dialog does: pressed twice, or again after an answer was lost, it is done
 * once. `crypto.randomUUID` is not there for a panel without HTTPS.
 */
export function useKey(): string {
  const [key] = useState(() =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join(''),
  );
  return key;
}
