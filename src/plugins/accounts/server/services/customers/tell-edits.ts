import type { Core } from '@strapi/strapi';
import { tellEdits } from '../../../../kernel/server/contract';
import { findLiveCustomer } from '../../sql/find-live-customer';

/** Has it told what staff do to customers in the panel. That one has left is told by the deletion. */
export function tellCustomerEdits(strapi: Core.Strapi): void {
  tellEdits(strapi, 'plugin::users-permissions.user', {
    look: async (tx, documentId) => (await tx.query(findLiveCustomer, [documentId, null]))[0],
    events: ({ documentId, after }) =>
      after === undefined
        ? []
        : [{ event: 'customer.updated', subject: documentId, payload: { documentId } }],
  });
}
