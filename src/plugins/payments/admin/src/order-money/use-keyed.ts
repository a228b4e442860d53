import { useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import { reasonOf, wasRefused } from '../../../../kernel/admin/src/contract';

interface Said {
  type: 'success' | 'danger';
  message: string;
}

/**
 * Runs what one opened dialog does under one key: pressed twice, or again after an answer was lost, it is
 * done once. After a refusal it is another try, perhaps of another amount, and has another key.
 *
 * @returns calls the work with the key, tells how it went, and whether it was done
 */
export function useKeyed(): (work: (key: string) => Promise<Said>) => Promise<boolean> {
  const { toggleNotification } = useNotification();
  const [key, setKey] = useState(newKey);
  return async (work) => {
    try {
      toggleNotification(await work(key));
      return true;
    } catch (error) {
      toggleNotification({ type: 'danger', message: reasonOf(error) });
      if (wasRefused(error)) setKey(newKey());
      return false;
    }
  };
}

/** `crypto.randomUUID` is not there for a panel without HTTPS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
