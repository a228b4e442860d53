import { useCallback } from 'react';
import { useAuth, useFetchClient, useRBAC } from '@strapi/strapi/admin';
import { useLoaded } from '../../../kernel/admin/src/contract';
import { MAY_READ_ALL } from './permissions';

export interface Store {
  documentId: string;
  name: string;
}

const PATH = '/content-manager/collection-types/api::store.store';
const MOST = 100;

function query(filters: [string, string][]): string {
  return new URLSearchParams([
    ['pageSize', `${MOST}`],
    ['sort', 'name:ASC'],
    ...filters,
  ]).toString();
}

/**
 * The stores whose orders somebody may choose from, by name, as far as one page shows them.
 *
 * @param search a part of the name; empty for any
 */
export function useStoreChoice(search: string) {
  const { get } = useFetchClient();
  const { allowedActions, isLoading } = useRBAC(MAY_READ_ALL);
  const all = allowedActions.canRead === true;
  const userId = useAuth('useStoreChoice', ({ user }) => user?.id);
  const load = useCallback(async (): Promise<Store[]> => {
    if (isLoading) return [];
    const params = query([
      ...(search === '' ? [] : ([['_q', search]] satisfies [string, string][])),
      ...(all
        ? []
        : ([['filters[managers][id][$eq]', String(userId)]] satisfies [string, string][])),
    ]);
    return (await get<{ results: Store[] }>(PATH, { params })).data.results;
  }, [get, search, all, isLoading, userId]);
  return useLoaded(load);
}

/** Names of stores by their document ids; of those that somebody may not read, the id is left. */
export function useStoreNames(ids: readonly string[]): (id: string) => string {
  const { get } = useFetchClient();
  const wanted = [...new Set(ids)].sort().join();
  const load = useCallback(async () => {
    if (wanted === '') return new Map<string, string>();
    const params = query(
      wanted.split(',').map((id, turn) => [`filters[documentId][$in][${turn}]`, id]),
    );
    const { data } = await get<{ results: Store[] }>(PATH, { params });
    return new Map(data.results.map(({ documentId, name }) => [documentId, name]));
  }, [get, wanted]);
  const { loaded } = useLoaded(load);
  if (loaded.state === 'loading') return () => '…';
  return (id) => (loaded.state === 'here' ? loaded.value.get(id) : undefined) ?? id;
}
