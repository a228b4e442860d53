import { Rollback, type Database, type Transaction } from '../database/database';
import { canonicalJson, digest } from '../domain/idempotency-key';
import { Refusal } from '../domain/errors';
import { beginIdempotent } from '../sql/begin-idempotent';
import { storeAnswer } from '../sql/store-answer';

/** What a mutating route answers, and keeps for a repeated call. */
export interface Answer {
  status: number;
  /** The envelope's `data`, without secrets: those are put in again from `subject`. */
  data: unknown;
  /** Id of the object whose token the answer shows, where it shows one. */
  subject?: string;
}

export interface Call {
  /** Who calls; a key belongs to its caller. */
  caller: string;
  /** Method and path; a key belongs to its route. */
  route: string;
  key: string | undefined;
  /** The request's body, to tell a repetition from another request. */
  body: unknown;
  /** How long the answer is kept. */
  keepSeconds: number;
}

type Outcome =
  | { kind: 'answer'; answer: Answer; replayed: boolean }
  | { kind: 'in_progress' }
  | { kind: 'reused' }
  | { kind: 'raced' };

/**
 * Runs the work of a mutating call once per key. The answer is stored in the transaction of the
 * work, so a crash leaves both or neither. A refusal is thrown by the work, rolls everything back
 * and is not stored: the same key may try again. Source of the rule: the HTTP contract's
 * `Idempotency-Key`.
 *
 * @throws Refusal IDEMPOTENCY_IN_PROGRESS while the first call runs, IDEMPOTENCY_KEY_REUSED for
 *   another body under the same key
 */
export async function once(
  database: Database,
  call: Call,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<{ answer: Answer; replayed: boolean }> {
  const { key } = call;
  if (key === undefined) return { answer: await database.transaction(work), replayed: false };

  const keyHash = digest(call.caller, call.route, key);
  const fingerprint = digest(canonicalJson(call.body ?? null));
  const lock = keyHash.readBigInt64BE(0).toString();

  const attempt = () =>
    database.transaction<Outcome>(async (tx) => {
      const [found] = await tx.query(beginIdempotent, [lock, keyHash]);
      if (!found?.locked) return { kind: 'in_progress' };
      if (found.fingerprint !== null && found.status !== null) {
        if (!found.fingerprint.equals(fingerprint)) return { kind: 'reused' };
        const { status, body, subject } = found;
        const answer = { status, data: body, ...(subject === null ? {} : { subject }) };
        return { kind: 'answer', answer, replayed: true };
      }
      const answer = await work(tx);
      const stored = await tx.query(storeAnswer, [
        keyHash,
        fingerprint,
        answer.status,
        JSON.stringify(answer.data ?? null),
        answer.subject ?? null,
        call.keepSeconds,
      ]);
      if (stored.length === 0) return new Rollback<Outcome>({ kind: 'raced' });
      return { kind: 'answer', answer, replayed: false };
    });

  let outcome = await attempt();
  // Another call committed between our snapshot and our lock: the second look sees its answer.
  if (outcome.kind === 'raced') outcome = await attempt();
  if (outcome.kind === 'answer') return { answer: outcome.answer, replayed: outcome.replayed };
  if (outcome.kind === 'reused') {
    throw new Refusal(
      'IDEMPOTENCY_KEY_REUSED',
      'This Idempotency-Key was used with another body. Use a new key for a new request.',
    );
  }
  throw new Refusal(
    'IDEMPOTENCY_IN_PROGRESS',
    'The first request with this Idempotency-Key is still running.',
    {},
    1,
  );
}
