import { statement } from '../../../kernel/server/contract';

/** The stores that a member of staff manages. */
export const managedStores = statement<[adminUserId: number], { id: number; document_id: string }>(
  'accounts.managed_stores',
  `SELECT store.id, store.document_id
     FROM stores_managers_lnk link
     JOIN stores store ON store.id = link.store_id
    WHERE link.user_id = $1
    ORDER BY store.id`,
);
