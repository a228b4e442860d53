import { useCallback } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import { useLoaded } from '../../../kernel/admin/src/contract';
import type { Period } from './period';

/** Rows at most in a list; the server gives no more. */
export const MOST_ROWS = 200;

/** How often something was searched for, and what came of it. Rates are parts of one. */
export interface Counts {
  searches: number;
  withoutHits: number;
  clicks: number;
  orders: number;
  clickRate: number;
  conversionRate: number;
}

export interface CountedQuery extends Counts {
  query: string;
  averageHits: number;
}

/** What was searched for in a period, as the server tells it. */
export interface Report {
  totals: Counts;
  /** The most frequent first. */
  top: CountedQuery[];
  /** Those that found nothing, the most frequent first. */
  withoutHits: CountedQuery[];
  /** Days with searches. */
  days: (Counts & { day: string })[];
}

/** What was searched for in a period, and how to ask once more. */
export function useReport({ from, to }: Period) {
  const { get } = useFetchClient();
  const load = useCallback(async () => {
    const params = { from, to, limit: MOST_ROWS };
    return (await get<{ data: Report }>('/search/report', { params })).data.data;
  }, [get, from, to]);
  return useLoaded(load);
}
