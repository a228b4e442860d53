import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import {
  databaseOf,
  inStrapiTransaction,
  invalid,
  Refusal,
  validate,
  type Transaction,
} from '../../../kernel/server/contract';
import { INBOUND } from '../domain/inbound';
import { closeMessage } from '../sql/close-message';
import type { MessageRow } from '../sql/message-row';
import { takeMessage } from '../sql/take-message';
import { changeProducts } from './change-products';
import { changePromotions } from './change-promotions';
import { changeStock } from './change-stock';

/** The job that works a message. */
export const WORK_MESSAGE = 'webhooks.work_message';

const LONGEST_WHY = 1_000;

/**
 * Works a message: all that it says, or nothing, in one transaction with its end. What is wrong with
 * the message is written down for staff; what is wrong with us is thrown, so that it is tried again.
 *
 * @param last whether nobody tries again, so that also our own fault is written down
 */
export async function workMessage(
  strapi: Core.Strapi,
  documentId: string,
  last: boolean,
): Promise<void> {
  try {
    await inStrapiTransaction(strapi, async (tx) => {
      const [message] = await tx.query(takeMessage, [documentId]);
      if (message === undefined) return;
      const changed = await changeBy(strapi, tx, message);
      await tx.query(closeMessage, [documentId, 'worked', null, changed]);
    });
  } catch (error) {
    const theirs = error instanceof Refusal || error instanceof errors.ApplicationError;
    if (!theirs && !last) throw error;
    const why = error instanceof Error ? error.message : String(error);
    await databaseOf(strapi).query(closeMessage, [
      documentId,
      'failed',
      why.slice(0, LONGEST_WHY),
      null,
    ]);
  }
}

/** @returns how many things the message was about */
function changeBy(strapi: Core.Strapi, tx: Transaction, message: MessageRow): Promise<number> {
  const body = parsed(message.body);
  switch (message.kind) {
    case 'product-updated':
      return changeProducts(strapi, validate(INBOUND['product-updated'], body));
    case 'inventory-updated':
      return changeStock(tx, validate(INBOUND['inventory-updated'], body));
    case 'promotion-updated':
      return changePromotions(strapi, validate(INBOUND['promotion-updated'], body));
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw invalid([{ path: [], message: 'must be JSON' }]);
  }
}
