import { useCallback, useEffect, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import { MESSAGE, OPERATION, PAYMENT } from './content-types';

export interface Message {
  documentId: string;
  receivedAt: string;
  provider: string;
  type: string;
  state: string;
  why: string | null;
}

export interface Refund {
  documentId: string;
  createdAt: string;
  summary: string;
  reason: string | null;
  requestedBy: string | null;
}

export interface Payment {
  documentId: string;
  orderNumber: string;
  method: string;
  state: string;
  review: string;
}

/** What waits for a person. */
export interface Waiting {
  messages: Message[];
  refunds: Refund[];
  payments: Payment[];
}

/** Undefined until it is here. */
type Loaded = Waiting | 'failed' | undefined;

const MOST = 50;

/** Asks the content manager, which shows nobody what they may not read. */
export function useWaiting(): { waiting: Loaded; reload: () => void } {
  const { get } = useFetchClient();
  const [waiting, setWaiting] = useState<Loaded>();
  const listOf = useCallback(
    async <Row>(contentType: string, filters: object, sort: string): Promise<Row[]> => {
      const path = `/content-manager/collection-types/${contentType}`;
      const params = { filters, sort, page: 1, pageSize: MOST };
      try {
        return (await get<{ results: Row[] }>(path, { params })).data.results;
      } catch (error) {
        // Who may not see them has none; that the server did not answer is another thing.
        if ((error as { status?: number }).status === 403) return [];
        throw error;
      }
    },
    [get],
  );
  const reload = useCallback(() => {
    void Promise.all([
      listOf<Message>(MESSAGE, { state: { $in: ['review', 'failed'] } }, 'receivedAt:DESC'),
      listOf<Refund>(
        OPERATION,
        { approval: { $eq: 'waiting' }, result: { $eq: 'started' } },
        'createdAt:ASC',
      ),
      listOf<Payment>(PAYMENT, { review: { $notNull: true } }, 'createdAt:DESC'),
    ])
      .then(([messages, refunds, payments]) => setWaiting({ messages, refunds, payments }))
      .catch(() => setWaiting('failed'));
  }, [listOf]);
  useEffect(reload, [reload]);
  return { waiting, reload };
}
