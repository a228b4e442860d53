import { Rollback, type Database, type Queryable, type Transaction } from '../database/database';
import { canonicalJson, digest } from '../domain/idempotency-key';
import { Refusal } from '../domain/errors';
import { newDocumentId } from '../domain/ids';
import { beginIdempotent } from '../sql/begin-idempotent';
import { bindKey } from '../sql/bind-key';
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

interface Given {
  answer: Answer;
  replayed: boolean;
}

type Outcome =
  ({ kind: 'answer' } & Given) | { kind: 'in_progress' } | { kind: 'reused' } | { kind: 'raced' };

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
): Promise<Given> {
  const { key } = call;
  if (key === undefined) return { answer: await database.transaction(work), replayed: false };
  const known = keyOf(call, key);

  const attempt = () =>
    database.transaction<Outcome>(async (tx) => {
      const before = await answeredBefore(tx, known);
      if (before.kind !== 'new') return before;
      const answer = await work(tx);
      if (!(await keep(tx, known, call, answer))) return new Rollback<Outcome>({ kind: 'raced' });
      return { kind: 'answer', answer, replayed: false };
    });

  // Another call may have committed between our snapshot and our lock: the second look sees its answer.
  let outcome = await attempt().catch(async (error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    const since = await answeredBefore(database, known);
    if (since.kind === 'answer') return since;
    throw error;
  });
  if (outcome.kind === 'raced') outcome = await attempt();
  return givenBy(outcome);
}

/** Calls of {@link onceOutside} that run in this process, by their key's lock. */
const running = new Set<string>();

/** Milliseconds for which a caller waits for somebody outside, whatever else there is to wait for. */
const LONGEST_WAIT_MS = 30_000;

/** The two steps of a call that needs somebody outside. */
export interface TwoSteps<Claim> {
  /**
   * Refuses a call (limits, somebody outside who is away) before anything is written. A call whose
   * answer is known never comes here.
   */
  admit?(): Promise<void>;
  /**
   * Writes the row that the call is about, or finds the one that an earlier call with this key wrote.
   *
   * @param requestKey the same for every call under this key until its time is over; undefined without
   *   a key
   */
  claim(tx: Transaction, requestKey: string | undefined): Promise<Claim>;
  /** Does the rest, in transactions of its own. A repeated call comes here again with the same row. */
  finish(claim: Claim): Promise<Answer>;
}

/**
 * The same for a call that needs somebody outside, whom no transaction may wait for: what is claimed is
 * committed first, with the key and the body that it is bound to; the answer is stored when it is there.
 * A call that was cut short or refused in between is taken up by its repetition. One that takes too long
 * is answered, and goes on: its repetition finds what came of it.
 *
 * @throws Refusal as {@link once}, UNAVAILABLE after half a minute
 */
export async function onceOutside<Claim>(
  database: Database,
  call: Call,
  steps: TwoSteps<Claim>,
): Promise<Given> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(takesTooLong()), LONGEST_WAIT_MS);
  });
  try {
    return await Promise.race([carriedOut(database, call, steps), limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function carriedOut<Claim>(
  database: Database,
  call: Call,
  { admit, claim, finish }: TwoSteps<Claim>,
): Promise<Given> {
  const { key } = call;
  if (key === undefined) {
    await admit?.();
    const claimed = await database.transaction((tx) => claim(tx, undefined));
    return { answer: await finish(claimed), replayed: false };
  }
  const known = keyOf(call, key);
  if (running.has(known.lock)) throw inProgress();
  running.add(known.lock);
  try {
    if (admit !== undefined) {
      const before = await answeredBefore(database, known);
      if (before.kind !== 'new') return givenBy(before);
      await admit();
    }
    const attempt = () =>
      database.transaction<Outcome | { kind: 'claimed'; claim: Claim }>(async (tx) => {
        const before = await answeredBefore(tx, known);
        if (before.kind !== 'new') return before;
        const requestKey = before.requestKey ?? (await bind(tx, known, call));
        if (requestKey === undefined) return new Rollback<Outcome>({ kind: 'raced' });
        return { kind: 'claimed', claim: await claim(tx, requestKey) };
      });
    let begun = await attempt();
    if (begun.kind === 'raced') begun = await attempt();
    if (begun.kind !== 'claimed') return givenBy(begun);
    const answer = await finish(begun.claim);
    // Where another process has stored one meanwhile, it is of the same row.
    await database.transaction((tx) => keep(tx, known, call, answer));
    return { answer, replayed: false };
  } finally {
    running.delete(known.lock);
  }
}

interface Known {
  hash: Buffer;
  fingerprint: Buffer;
  lock: string;
}

function keyOf({ caller, route, body }: Call, key: string): Known {
  const hash = digest(caller, route, key);
  return {
    hash,
    fingerprint: digest(canonicalJson(body ?? null)),
    lock: hash.readBigInt64BE(0).toString(),
  };
}

async function answeredBefore(
  tx: Queryable,
  { hash, fingerprint, lock }: Known,
): Promise<Exclude<Outcome, { kind: 'raced' }> | { kind: 'new'; requestKey: string | null }> {
  const [found] = await tx.query(beginIdempotent, [lock, hash]);
  if (found === undefined) throw new Error('The look for an answer found no row');
  const { locked, fingerprint: bound, status, body, subject, request_key: requestKey } = found;
  if (bound !== null && !bound.equals(fingerprint)) return { kind: 'reused' };
  if (status === null) return locked ? { kind: 'new', requestKey } : { kind: 'in_progress' };
  const answer = { status, data: body, ...(subject === null ? {} : { subject }) };
  return { kind: 'answer', answer, replayed: true };
}

/** Binds the key to the body; undefined where another call has done so meanwhile. */
async function bind(
  tx: Transaction,
  { hash, fingerprint }: Known,
  { keepSeconds }: Call,
): Promise<string | undefined> {
  const [bound] = await tx.query(bindKey, [hash, fingerprint, newDocumentId(), keepSeconds]);
  return bound?.request_key;
}

/** Whether the answer was stored: another call may have stored one meanwhile. */
async function keep(
  tx: Transaction,
  { hash, fingerprint }: Known,
  { keepSeconds }: Call,
  { status, data, subject }: Answer,
): Promise<boolean> {
  const stored = await tx.query(storeAnswer, [
    hash,
    fingerprint,
    status,
    JSON.stringify(data ?? null),
    subject ?? null,
    keepSeconds,
  ]);
  return stored.length > 0;
}

function givenBy(outcome: Outcome): Given {
  if (outcome.kind === 'answer') return { answer: outcome.answer, replayed: outcome.replayed };
  if (outcome.kind === 'reused') {
    throw new Refusal(
      'IDEMPOTENCY_KEY_REUSED',
      'This Idempotency-Key was used with another body. Use a new key for a new request.',
    );
  }
  throw inProgress();
}

function inProgress(): Refusal {
  return new Refusal(
    'IDEMPOTENCY_IN_PROGRESS',
    'The first request with this Idempotency-Key is still running.',
    {},
    1,
  );
}

function takesTooLong(): Refusal {
  return new Refusal(
    'UNAVAILABLE',
    'It takes longer than it should and goes on. Ask again, with the same Idempotency-Key.',
    {},
    5,
  );
}
