import { useCallback } from 'react';
import { useFetchClient, useQueryParams } from '@strapi/strapi/admin';
import { useLoaded } from '../../../../kernel/admin/src/contract';
import type { Moves, Order } from '../order';

/** What the address of the page says; `_q` is what Strapi's field for searching writes. */
export interface ListQuery {
  page?: string | undefined;
  pageSize?: string | undefined;
  _q?: string | undefined;
  status?: string | undefined;
  paymentStatus?: string | undefined;
  storeId?: string | undefined;
}

export interface OrderPage {
  data: Order[];
  meta: {
    moves: Moves;
    pagination: { page: number; pageSize: number; pageCount: number; total: number };
  };
}

/** What became of one of many orders that were moved. */
export type Moved =
  | { orderId: string; moved: true; number: string; status: string }
  | { orderId: string; moved: false; error: { message: string } };

/** The page of the list that the address names, and how to move some of its orders. */
export function useOrders() {
  const { get, post } = useFetchClient();
  const [{ query }] = useQueryParams<ListQuery>();
  const { page = '1', pageSize = '20', _q: q, status, paymentStatus, storeId } = query;
  const load = useCallback(async () => {
    const wanted = Object.entries({ page, pageSize, q, status, paymentStatus, storeId });
    const given = wanted.flatMap(([key, value]) => (value ? [[key, value]] : []));
    const params = new URLSearchParams(given).toString();
    return (await get<OrderPage>('/api/admin/orders', { params })).data;
  }, [get, page, pageSize, q, status, paymentStatus, storeId]);
  const { loaded, reload } = useLoaded(load);

  /** Moves each by itself; the list is as it is afterwards. */
  const move = async (orderIds: readonly string[], to: string): Promise<Moved[]> => {
    const body = { orderIds, status: to };
    const { data } = await post<{ data: Moved[] }>('/api/admin/orders/bulk-status', body);
    await reload();
    return data.data;
  };
  return { loaded, reload, move };
}
