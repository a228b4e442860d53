import type { Core } from '@strapi/strapi';
import { tellEdits } from '../../../kernel/server/contract';
import { storeExists } from '../sql/store-exists';

/** Has it told what staff do to stores. */
export function tellStoreEdits(strapi: Core.Strapi): void {
  tellEdits(strapi, 'api::store.store', {
    look: async (tx, documentId) => (await tx.query(storeExists, [documentId]))[0],
    events: ({ documentId, before, after }) => [
      {
        event: before ? (after ? 'store.updated' : 'store.deleted') : 'store.created',
        subject: documentId,
        payload: { documentId },
      },
    ],
  });
}
