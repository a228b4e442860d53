import type { Core } from '@strapi/strapi';
import {
  currentCorrelation,
  databaseOf,
  dukaConfig,
  guardedFetch,
  publish,
  type GuardedAnswer,
} from '../../../kernel/server/contract';
import { judge, pauseAfter, type Judgement } from '../domain/retries';
import { signatureOf } from '../domain/signature';
import { closeDelivery } from '../sql/close-delivery';
import { noteFailure } from '../sql/note-failure';
import { noteSuccess } from '../sql/note-success';
import type { TakenDelivery } from '../sql/take-deliveries';
import { unsealed } from './secrets';

/** A receiver that needs longer must take the message first and work it afterwards. */
const ANSWER_LIMIT_MS = 15_000;
/** Bytes of an answer that are kept. */
const KEPT_ANSWER = 2_000;

/** Sends a message once and writes down what came of it. */
export async function deliver(strapi: Core.Strapi, delivery: TakenDelivery): Promise<void> {
  const begun = performance.now();
  const answer = await send(strapi, delivery);
  const milliseconds = Math.round(performance.now() - begun);
  const judgement = judgementOf(answer);
  const wait =
    judgement.kind === 'failed'
      ? pauseAfter(delivery.tries, Math.random(), judgement.retryAfter)
      : undefined;
  const failed = wait === undefined ? 'failed' : 'waiting';
  await databaseOf(strapi).transaction(async (tx) => {
    const [closed] = await tx.query(closeDelivery, [
      delivery.document_id,
      delivery.tries,
      judgement.kind === 'delivered' ? 'delivered' : failed,
      wait ?? null,
      answer.kind === 'answered' ? answer.status : null,
      answer.kind === 'answered' ? textOf(answer.body) : null,
      errorOf(answer, judgement)?.slice(0, 255) ?? null,
      milliseconds,
    ]);
    if (closed === undefined) return;
    if (judgement.kind === 'delivered') {
      await tx.query(noteSuccess, [delivery.endpoint_id]);
      return;
    }
    const { offAfterDays } = dukaConfig(strapi).webhooks;
    const gone = judgement.kind === 'gone';
    const [off] = await tx.query(noteFailure, [delivery.endpoint_id, gone, offAfterDays]);
    if (off === undefined) return;
    const { document_id: documentId, url, off_reason: reason } = off;
    // Without its path and query, which may hold a secret of its owner's.
    strapi.log.warn(`webhooks: ${new URL(url).origin} was switched off: ${reason}`);
    await publish(tx, [
      { event: 'webhook.disabled', subject: documentId, payload: { documentId, url, reason } },
    ]);
  });
}

async function send(
  strapi: Core.Strapi,
  { document_id: id, url, secret, previous_secret: previous, body }: TakenDelivery,
): Promise<GuardedAnswer> {
  const secrets = [secret, previous].flatMap((kept) =>
    kept === null ? [] : [unsealed(strapi, kept) ?? []].flat(),
  );
  if (secrets.length === 0) {
    return { kind: 'refused', reason: 'its secret was made under another ENCRYPTION_KEY' };
  }
  const timestamp = Math.floor(Date.now() / 1_000);
  return guardedFetch({
    url,
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Duka-Webhooks/1',
      // What the shop's own log calls the request that this came of.
      'X-Request-Id': currentCorrelation() ?? id,
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureOf(secrets, { id, timestamp, body }),
    },
    body,
    limit: ANSWER_LIMIT_MS,
    largestAnswer: KEPT_ANSWER,
    allowPrivate: dukaConfig(strapi).webhooks.allowPrivate,
  });
}

function judgementOf(answer: GuardedAnswer): Judgement {
  if (answer.kind !== 'answered') return { kind: 'failed', retryAfter: 0 };
  return judge(answer.status, answer.headers['retry-after'], new Date());
}

function errorOf(answer: GuardedAnswer, judgement: Judgement): string | undefined {
  if (answer.kind !== 'answered') return answer.reason;
  return judgement.kind === 'delivered' ? undefined : `it answered ${answer.status}`;
}

/** What can be kept as text: PostgreSQL's has no NUL. */
function textOf(bytes: Buffer): string {
  return bytes.toString('utf8').replaceAll('\u0000', '');
}
