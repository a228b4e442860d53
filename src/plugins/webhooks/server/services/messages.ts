import type { Core } from '@strapi/strapi';
import { enqueue } from '../../../jobs/server/contract';
import { databaseOf, Refusal, type Page } from '../../../kernel/server/contract';
import { listMessages } from '../sql/list-messages';
import type { MessageRow } from '../sql/message-row';
import { reopenMessage } from '../sql/reopen-message';
import { WORK_MESSAGE } from './work-message';

export type { MessageRow } from '../sql/message-row';

/** What other systems have sent, the newest first. */
export async function messagesPage(
  strapi: Core.Strapi,
  { state, page, pageSize }: Page & { state?: string | undefined },
): Promise<{ messages: MessageRow[]; total: number }> {
  const rows = await databaseOf(strapi).query(listMessages, [
    state ?? null,
    pageSize,
    (page - 1) * pageSize,
  ]);
  return { messages: rows, total: rows[0]?.total ?? 0 };
}

/**
 * Has a message that failed worked again, as after its SKU was made.
 *
 * @throws Refusal NOT_FOUND; ILLEGAL_TRANSITION where it has not failed
 */
export async function workAgain(strapi: Core.Strapi, documentId: string): Promise<void> {
  await databaseOf(strapi).transaction(async (tx) => {
    const [found] = await tx.query(reopenMessage, [documentId]);
    if (found === undefined) throw new Refusal('NOT_FOUND', 'There is no such message.');
    if (!found.reopened) {
      throw new Refusal('ILLEGAL_TRANSITION', 'Only a message that failed is worked again.');
    }
    await enqueue(tx, WORK_MESSAGE, { documentId }, { key: `${documentId}:${found.tries}` });
  });
}
