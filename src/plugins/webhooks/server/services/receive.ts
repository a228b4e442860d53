import type { Core } from '@strapi/strapi';
import { enqueue } from '../../../jobs/server/contract';
import { databaseOf, dukaConfig, newDocumentId, Refusal } from '../../../kernel/server/contract';
import type { MessageKind } from '../domain/inbound';
import { verify, type MessageHeaders } from '../domain/signature';
import { insertMessage } from '../sql/insert-message';
import { WORK_MESSAGE } from './work-message';

export interface Incoming {
  kind: MessageKind;
  headers: MessageHeaders;
  body: Buffer;
}

/**
 * Takes what another system sends: verified by its raw bytes and stored once per its id, with the job
 * that works it.
 *
 * @returns its id, and whether it is the first with it
 * @throws Refusal WEBHOOKS_NOT_SET_UP where no secret is set, INVALID_SIGNATURE for what is not genuine
 */
export async function receive(
  strapi: Core.Strapi,
  { kind, headers, body }: Incoming,
): Promise<{ id: string; isNew: boolean }> {
  const { secretsIn } = dukaConfig(strapi).webhooks;
  if (secretsIn.length === 0) {
    throw new Refusal(
      'WEBHOOKS_NOT_SET_UP',
      'This shop takes no messages of other systems: DUKA_WEBHOOKS_IN_SECRET is not set.',
    );
  }
  const verified = verify(secretsIn, headers, body, Date.now() / 1_000);
  if (verified.kind === 'refused') {
    strapi.log.warn(`webhooks: a message (${kind}) was refused: ${verified.why}`);
    throw new Refusal('INVALID_SIGNATURE', 'This message is not signed as it must be.');
  }
  const { id } = verified;
  const text = body.toString('utf8').replaceAll('\u0000', '');
  const isNew = await databaseOf(strapi).transaction(async (tx) => {
    const documentId = newDocumentId();
    const [stored] = await tx.query(insertMessage, [documentId, id, kind, text]);
    if (stored === undefined) return false;
    await enqueue(tx, WORK_MESSAGE, { documentId }, { key: documentId });
    return true;
  });
  return { id, isNew };
}
