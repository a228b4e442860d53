import { setTimeout as sleep } from 'node:timers/promises';
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
import { lockKind } from '../sql/lock-kind';
import type { MessageRow } from '../sql/message-row';
import { takeMessage } from '../sql/take-message';
import { changeProducts } from './change-products';
import { changePromotions } from './change-promotions';
import { changeStock } from './change-stock';

/** The job that works a message. */
export const WORK_MESSAGE = 'webhooks.work_message';

const LONGEST_WHY = 1_000;

/** Between two looks whether another has come to the end of a message of the same kind. */
const PAUSE_MS = 100;

/**
 * Works a message, after those of its kind that came before it: of two that set the same stock the
 * last one is right.
 *
 * @param last whether nobody tries again, so that also our own fault is written down
 */
export async function workMessage(
  strapi: Core.Strapi,
  documentId: string,
  last: boolean,
): Promise<void> {
  for (;;) {
    const turn = await workFirst(strapi, documentId, last);
    if (turn === 'none left') return;
    // Without a connection, of which who waits for a lock would keep one.
    if (turn === 'not ours') await sleep(PAUSE_MS);
  }
}

/**
 * Works the first message that waits of those up to a given one: all that it says, or nothing, in one
 * transaction with its end. What is wrong with the message is written down for staff; what is wrong
 * with us is thrown, so that it is tried again.
 */
async function workFirst(
  strapi: Core.Strapi,
  upTo: string,
  last: boolean,
): Promise<'worked' | 'not ours' | 'none left'> {
  let documentId = upTo;
  try {
    return await inStrapiTransaction(strapi, async (tx) => {
      const [turn] = await tx.query(lockKind, [upTo]);
      if (turn === undefined) return 'none left';
      if (!turn.mine) return 'not ours';
      const [message] = await tx.query(takeMessage, [upTo]);
      if (message === undefined) return 'none left';
      documentId = message.document_id;
      const changed = await changeBy(strapi, tx, message);
      await tx.query(closeMessage, [documentId, 'worked', null, changed]);
      return 'worked';
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
    return 'worked';
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
