import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../../kernel/server/contract';
import { readMessage, type MessageState } from '../../sql/read-message';
import { reopenMessage } from '../../sql/reopen-message';
import { workerOf } from '../wake';

/**
 * Works a message of the inbox again, whatever became of it, and tells what became of it now.
 *
 * @returns undefined where there is no such message
 */
export async function workAgain(
  strapi: Core.Strapi,
  messageId: string,
): Promise<MessageState | undefined> {
  const database = databaseOf(strapi);
  const [reopened] = await database.query(reopenMessage, [messageId]);
  if (reopened === undefined) return undefined;
  await workerOf(strapi).workMessages(reopened.provider);
  const [message] = await database.query(readMessage, [messageId]);
  return message;
}
