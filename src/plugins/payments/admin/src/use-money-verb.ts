import { useCallback } from 'react';
import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import type { MoneyVerb } from './verbs';

interface Refused {
  response?: { data?: { error?: { message?: string } } };
}

/** Does what staff want with money, and says how it went. */
export function useMoneyVerb(): (verb: MoneyVerb, documentId: string) => Promise<void> {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  return useCallback(
    async (verb, documentId) => {
      try {
        await post(verb.path(documentId));
        toggleNotification({ type: 'success', message: verb.done });
      } catch (error) {
        const said = (error as Refused).response?.data?.error?.message;
        toggleNotification({ type: 'danger', message: said ?? 'That did not work.' });
      }
    },
    [post, toggleNotification],
  );
}
