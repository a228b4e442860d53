import type { Context } from 'koa';
import type { Database, Transaction } from '../database/database';
import { Refusal } from '../domain/errors';
import { readIdempotencyKey } from '../domain/idempotency-key';
import { once, onceOutside, type Answer, type Call, type TwoSteps } from '../services/once';

/** Answers in the contract's envelope. Private answers are never kept by a cache on the way. */
export function answer(ctx: Context, status: number, data: unknown, meta: object = {}): void {
  ctx.status = status;
  ctx.set('Cache-Control', 'no-store');
  ctx.body = { data, meta };
}

/** A request's body as it came, to be checked by `validate`. */
export function bodyOf(ctx: Context): unknown {
  return (ctx.request as { body?: unknown }).body;
}

const DAY_SECONDS = 24 * 60 * 60;

export interface MutationOptions {
  /** Who calls, from `accounts`; a key belongs to its caller. */
  caller: string;
  /** The route's pattern, such as `POST /api/cart/items`. */
  route: string;
  /** Whether a call without a key is refused. */
  keyRequired?: boolean;
  /** What tells this request from another, where the body holds a secret; else the body itself. */
  body?: unknown;
  /** How long an answer is kept; a day unless told. */
  keepSeconds?: number;
  /** Puts back what is not stored (bearer's tokens), on the first answer and on every replay. */
  reveal?: (answer: Answer) => unknown;
}

/**
 * The frame of every mutating storefront route: reads the `Idempotency-Key`, runs the work in one
 * transaction, answers, and answers a repeated call the same.
 *
 * @throws Refusal for a missing, malformed, reused or still running key, and whatever `work` throws
 */
export async function mutation(
  ctx: Context,
  database: Database,
  options: MutationOptions,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<void> {
  await give(ctx, options, await once(database, callOf(ctx, options), work));
}

/**
 * The same frame for a route that needs somebody outside, such as a payment provider: in two steps, so
 * that no transaction waits for them.
 *
 * @throws Refusal as {@link mutation}, and whatever the steps throw
 */
export async function outsideMutation<Claim>(
  ctx: Context,
  database: Database,
  options: MutationOptions,
  steps: TwoSteps<Claim>,
): Promise<void> {
  await give(ctx, options, await onceOutside(database, callOf(ctx, options), steps));
}

/**
 * The `Idempotency-Key` of a request; undefined where it has none.
 *
 * @throws Refusal IDEMPOTENCY_KEY_INVALID, for an empty one too
 */
export function idempotencyKeyOf(ctx: Context): string | undefined {
  // Koa's own `get` does not tell an empty header from none.
  const read = readIdempotencyKey(ctx.headers['idempotency-key']?.toString());
  if (read.kind === 'invalid') {
    throw new Refusal(
      'IDEMPOTENCY_KEY_INVALID',
      'Idempotency-Key must have 16 to 255 printable characters without spaces.',
    );
  }
  return read.kind === 'key' ? read.key : undefined;
}

function callOf(ctx: Context, options: MutationOptions): Call {
  const key = idempotencyKeyOf(ctx);
  if (key === undefined && options.keyRequired) {
    throw new Refusal(
      'IDEMPOTENCY_KEY_REQUIRED',
      'This request needs an Idempotency-Key header, such as a UUID.',
    );
  }
  return {
    caller: options.caller,
    route: `${options.route} ${JSON.stringify(ctx.params ?? {})}`,
    key,
    body: options.body ?? bodyOf(ctx),
    keepSeconds: options.keepSeconds ?? DAY_SECONDS,
  };
}

async function give(
  ctx: Context,
  { reveal }: MutationOptions,
  { answer: given, replayed }: { answer: Answer; replayed: boolean },
): Promise<void> {
  if (replayed) ctx.set('Idempotency-Replayed', 'true');
  answer(ctx, given.status, reveal ? await reveal(given) : given.data);
}
