import type { Core } from '@strapi/strapi';
import type { Transaction } from '../../../../kernel/server/contract';

/** A customer whose account is being deleted, as the account still is. */
export interface LeavingCustomer {
  userId: number;
  documentId: string;
  /** In lower case. */
  email: string;
  /**
   * Whether the address has been shown to be theirs. What is kept by an address alone is somebody
   * else's where it has not.
   */
  confirmed: boolean;
}

type Listener = (tx: Transaction, customer: LeavingCustomer) => Promise<void>;

export interface Deletions {
  listen(listener: Listener): void;
  tell(tx: Transaction, customer: LeavingCustomer): Promise<void>;
}

/** The rooms that keep something of customers, in the order of their floors. */
export function createDeletions(): Deletions {
  const listeners: Listener[] = [];
  return {
    listen: (listener) => void listeners.unshift(listener),
    async tell(tx, customer) {
      for (const listener of listeners) await listener(tx, customer);
    },
  };
}

/** The rooms of this process that must hear of it. */
export function deletionsOf(strapi: Core.Strapi): Deletions {
  return strapi.plugin('accounts').service('deletions') as Deletions;
}

/**
 * Has a floor above forget a customer in the transaction that deletes the account, or refuse it: what
 * it throws leaves everything as it was. The highest floor is asked first, for stock rows are locked
 * last. Call it in the plugin's `register`.
 */
export function onDeletion(strapi: Core.Strapi, listener: Listener): void {
  deletionsOf(strapi).listen(listener);
}
