import { useCallback } from 'react';
import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { reasonOf } from '../../../kernel/admin/src/contract';
import type { MoneyVerb } from './verbs';

/** Does what staff want with money, and says how it went. */
export function useMoneyVerb(): (
  verb: MoneyVerb,
  documentId: string,
  body?: object,
) => Promise<void> {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  return useCallback(
    async (verb, documentId, body) => {
      try {
        await post(verb.path(documentId), body);
        toggleNotification({ type: 'success', message: verb.done });
      } catch (error) {
        toggleNotification({ type: 'danger', message: reasonOf(error) });
      }
    },
    [post, toggleNotification],
  );
}
