import type { TransitionTable } from '../../../kernel/server/contract';

/** What a provider can be asked to do with money. */
export const OPERATIONS = ['authorize', 'capture', 'refund', 'void'] as const;
export type Operation = (typeof OPERATIONS)[number];

/**
 * How far an operation is. `failed` is the provider's no; `unknown` means that we cannot tell, and is
 * asked about until we can.
 */
export const RESULTS = ['started', 'pending', 'succeeded', 'failed', 'unknown'] as const;
export type OperationResult = (typeof RESULTS)[number];

export const INITIAL_RESULT: OperationResult = 'started';

/** Whether a second person must agree, and has. */
export type Approval = 'none' | 'waiting' | 'approved' | 'rejected';

/** On whose word a result changes: the provider's, or ours that no answer came. */
export type Voice = 'provider' | 'us';

const SAID = ['provider'] as const;
const SILENT = ['us'] as const;

const UNDECIDED = {
  started: { pending: SAID, succeeded: SAID, failed: SAID, unknown: SILENT },
  pending: { succeeded: SAID, failed: SAID },
  unknown: { pending: SAID, succeeded: SAID, failed: SAID },
} as const;

/** Money that came in after all wins over every no that was heard before. */
const MONEY_IN: TransitionTable<OperationResult, Voice> = {
  ...UNDECIDED,
  failed: { succeeded: SAID },
  succeeded: {},
};

/**
 * A refund that a bank sends back failed after it had succeeded; one that went out after all is gone,
 * whatever no was heard before.
 */
const MONEY_OUT: TransitionTable<OperationResult, Voice> = {
  ...UNDECIDED,
  succeeded: { failed: SAID },
  failed: { succeeded: SAID },
};

const ENDS: TransitionTable<OperationResult, Voice> = { ...UNDECIDED, succeeded: {}, failed: {} };

/** What may follow each result of each operation. `docs/payments.md` shows this table. */
export const OPERATION_RESULTS: Readonly<
  Record<Operation, TransitionTable<OperationResult, Voice>>
> = { authorize: MONEY_IN, capture: MONEY_IN, refund: MONEY_OUT, void: ENDS };

/** Whether an operation may go from one result to another on somebody's word. */
export function mayFollow(
  operation: Operation,
  from: OperationResult,
  to: OperationResult,
  voice: Voice,
): boolean {
  return OPERATION_RESULTS[operation][from][to]?.includes(voice) ?? false;
}

/** What stands as the error of an operation that waits for a person to bring it to its end. */
export const BY_HAND = 'by_hand';

/**
 * Whether its provider may be called about an operation. Money that goes back needs nobody's approval any
 * more and is undecided: a call about what has ended could send it once more. About money that may have
 * come after all anybody may ask at any time.
 */
export function mayBeCalled({
  operation,
  result,
  approval,
}: {
  operation: Operation;
  result: OperationResult;
  approval: Approval;
}): boolean {
  if (approval === 'waiting') return false;
  return operation === 'authorize' || operation === 'capture' || isOpen(result);
}

/** Whether an operation may still be decided. */
export function isOpen(result: OperationResult): boolean {
  return result === 'started' || result === 'pending' || result === 'unknown';
}
