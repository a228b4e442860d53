import { useCallback } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import { useLoaded } from '../../../kernel/admin/src/contract';
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

const MOST = 50;

/** Asks the content manager, which shows nobody what they may not read. */
export function useWaiting() {
  const { get } = useFetchClient();
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
  const load = useCallback(async (): Promise<Waiting> => {
    const [messages, refunds, payments] = await Promise.all([
      listOf<Message>(MESSAGE, { state: { $in: ['review', 'failed'] } }, 'receivedAt:DESC'),
      listOf<Refund>(
        OPERATION,
        { approval: { $eq: 'waiting' }, result: { $eq: 'started' } },
        'createdAt:ASC',
      ),
      listOf<Payment>(PAYMENT, { review: { $notNull: true } }, 'createdAt:DESC'),
    ]);
    return { messages, refunds, payments };
  }, [listOf]);
  return useLoaded(load);
}
