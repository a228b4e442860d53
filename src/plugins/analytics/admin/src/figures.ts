import { useCallback } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import { useLoaded } from '../../../kernel/admin/src/contract';

/** What was sold in a time; amounts in minor units. */
export interface Sums {
  orders: number;
  net: number;
  refunds: number;
  averageOrderValue: number | null;
}

export interface Goods {
  productId: string | null;
  name: string;
  quantity: number;
  revenue: number;
}

export interface NewestOrder {
  documentId: string;
  number: string;
  status: string;
  currency: string;
  total: number;
  /** ISO 8601. */
  placedAt: string;
}

/** The shop at a look, as `GET /api/admin/dashboard` tells it. */
export interface Dashboard {
  currency: string;
  today: Sums;
  yesterday: Sums;
  period: Sums;
  /** Counts by status, in the order in which an order goes through them. */
  openOrders: Record<string, number>;
  lowStock: number;
  failedPayments: number;
  topProducts: Goods[];
  newestOrders: NewestOrder[];
}

/** A day of the series of `GET /api/admin/analytics/sales`. */
export interface Day extends Sums {
  /** Such as 2026-01-31. */
  start: string;
}

export interface Figures {
  dashboard: Dashboard;
  days: Day[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The time zone of who reads, and the last days by their clock, today included. */
function lastDays(count: number) {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const first = new Date(Date.now() - (count - 1) * DAY_MS);
  // The way of writing dates that puts the year first, as the server reads them.
  return { timeZone, from: first.toLocaleDateString('sv-SE', { timeZone }) };
}

/** The figures of the last days, and how to ask once more. */
export function useFigures(days: number) {
  const { get } = useFetchClient();
  const load = useCallback(async (): Promise<Figures> => {
    const params = lastDays(days);
    const [dashboard, sales] = await Promise.all([
      get<{ data: Dashboard }>('/api/admin/dashboard', { params }),
      get<{ data: { series: Day[] } }>('/api/admin/analytics/sales', { params }),
    ]);
    return { dashboard: dashboard.data.data, days: sales.data.data.series };
  }, [get, days]);
  return useLoaded(load);
}
