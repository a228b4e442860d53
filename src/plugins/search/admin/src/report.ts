import { useCallback, useEffect, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
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

export type Loaded = { state: 'loading' } | { state: 'failed' } | { state: 'here'; report: Report };

/** What was searched for in a period, and how to ask once more. */
export function useReport({ from, to }: Period): { loaded: Loaded; reload: () => void } {
  const { get } = useFetchClient();
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    // The answer for a period that was left meanwhile is of no use.
    let wanted = true;
    const show = (next: Loaded) => {
      if (wanted) setLoaded(next);
    };
    show({ state: 'loading' });
    get<{ data: Report }>('/search/report', { params: { from, to, limit: MOST_ROWS } })
      .then(({ data }) => show({ state: 'here', report: data.data }))
      .catch(() => show({ state: 'failed' }));
    return () => {
      wanted = false;
    };
  }, [get, from, to, turn]);
  const reload = useCallback(() => setTurn((last) => last + 1), []);
  return { loaded, reload };
}
