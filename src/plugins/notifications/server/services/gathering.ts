import type { Core } from '@strapi/strapi';
import { databaseOf, gathered } from '../../../kernel/server/contract';
import { ordersBy, type Order } from '../../../orders/server/contract';
import { claimMessages, type ClaimedMessage } from '../sql/claim-messages';
import { closeMessages, type ClosedMessage } from '../sql/close-messages';
import { findTemplates, type AskedTemplate, type TemplateRow } from '../sql/find-templates';
import { storeNames } from '../sql/store-names';
import { mailerOf } from './sending/mailer';

const MOST_AT_ONCE = 100;

/**
 * What a message that is sent needs of the database. Messages that are sent at the same time share the
 * statements, and nothing else: each is claimed, tried and closed by itself.
 */
export interface Gathering {
  /** Undefined where it is not to be sent now, or by somebody else. */
  claim(documentId: string): Promise<ClaimedMessage | undefined>;
  close(closed: ClosedMessage): Promise<unknown>;
  order(documentId: string): Promise<Order | undefined>;
  /** The names of stores, by their document ids. */
  storeNames(documentIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Undefined where the shop has none. */
  template(asked: AskedTemplate): Promise<TemplateRow | undefined>;
}

/** Makes a gathering for this process. */
export function createGathering({ strapi }: { strapi: Core.Strapi }): Gathering {
  const database = databaseOf(strapi);
  return {
    claim: gathered(async (ids: readonly string[]) => {
      const rows = await database.query(claimMessages, [ids, mailerOf(strapi).leaseSeconds]);
      const claimed = new Map(rows.map((row) => [row.document_id, row]));
      return ids.map((id) => {
        const message = claimed.get(id);
        // It is claimed once, though two ask for it.
        claimed.delete(id);
        return message;
      });
    }, MOST_AT_ONCE),
    close: gathered(
      (closed: readonly ClosedMessage[]) => database.query(closeMessages, [JSON.stringify(closed)]),
      MOST_AT_ONCE,
    ),
    order: gathered(async (ids: readonly string[]) => {
      const orders = await ordersBy(database, [...new Set(ids)]);
      return ids.map((id) => orders.get(id));
    }, MOST_AT_ONCE),
    storeNames: gathered(async (asked: readonly (readonly string[])[]) => {
      const rows = await database.query(storeNames, [[...new Set(asked.flat())]]);
      const names = new Map(rows.map((row) => [row.document_id, row.name]));
      return asked.map(() => names);
    }, MOST_AT_ONCE),
    template: gathered(async (asked: readonly AskedTemplate[]) => {
      const kinds = [...new Set(asked.map((one) => JSON.stringify(one)))];
      const rows = await database.query(findTemplates, [`[${kinds.join()}]`]);
      const found = new Map(rows.map(({ place, ...row }) => [kinds[place], row]));
      return asked.map((one) => found.get(JSON.stringify(one)));
    }, MOST_AT_ONCE),
  };
}

/** The gathering of this process. */
export function gatheringOf(strapi: Core.Strapi): Gathering {
  return strapi.plugin('notifications').service('gathering') as Gathering;
}
