import { enqueue } from '../../../../jobs/server/contract';
import { newDocumentId, type Transaction } from '../../../../kernel/server/contract';
import type { Channel, Kind } from '../../domain/kinds';
import { masked } from '../../domain/mask';
import { insertMessages, type NewMessage } from '../../sql/insert-messages';
import { SEND_JOB } from './queue-messages';

/** Queues a message of things that there are not, whatever is switched on. */
export async function sendTest(
  tx: Transaction,
  test: { kind: Kind; channel: Channel; language: string; recipient: string },
): Promise<void> {
  const documentId = newDocumentId();
  const message: NewMessage = {
    ...test,
    documentId,
    dedupeKey: `test:${documentId}`,
    recipientShown: masked(test.recipient),
    event: 'test',
    eventId: null,
    parameters: { sample: true },
    state: 'queued',
    error: null,
    notBefore: null,
  };
  await tx.query(insertMessages, [JSON.stringify([message])]);
  await enqueue(tx, SEND_JOB, { id: documentId });
}
