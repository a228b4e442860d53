import { useCallback } from 'react';
import { useFetchClient, useQueryParams } from '@strapi/strapi/admin';
import { useLoaded } from '../../../kernel/admin/src/contract';

/** A job that was given up, as the server shows it. */
export interface DeadLetter {
  id: number;
  /** Of the listener, or of the kind of job. */
  name: string;
  /** Null where no event is the reason. */
  event: string | null;
  sequence: number | null;
  subject: string | null;
  payload: unknown;
  attempts: number;
  error: string | null;
  failedAt: string;
}

export interface DeadLettersPage {
  data: DeadLetter[];
  meta: { pagination: { page: number; pageSize: number; pageCount: number; total: number } };
}

/** The page of the list that the address names, and how to have jobs run again. */
export function useDeadLetters() {
  const { get, post } = useFetchClient();
  const [{ query }] = useQueryParams<{ page?: string; pageSize?: string }>();
  const { page = '1', pageSize = '20' } = query;
  const load = useCallback(async () => {
    const params = { page, pageSize };
    return (await get<DeadLettersPage>('/jobs/dead-letters', { params })).data;
  }, [get, page, pageSize]);
  const { loaded, reload } = useLoaded(load);

  /** Has one run again, or all; the list is as it is afterwards. */
  const runAgain = async (id?: number): Promise<void> => {
    const which = id === undefined ? '' : `/${id}`;
    await post(`/jobs/dead-letters${which}/run-again`);
    await reload();
  };
  return { loaded, runAgain };
}
