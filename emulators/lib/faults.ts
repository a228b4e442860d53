import { z } from 'zod';

/**
 * What can go wrong.
 *
 * With an answer: `late` (after `ms`), `never`, `drop` (the connection, with the work done),
 * `drop_before` (without), `error` (500 without the work), `error_after` (500 with it), `html` (a
 * gateway's page instead of JSON), `reply` (`status`, `body` and `headers` of your own, without the
 * work), `reply_after` (the same with it).
 *
 * With a message to the shop: `late`, `never`, `twice`, `out_of_order` (behind the next one),
 * `wrong_amount`, `forged` (a signature of somebody else).
 *
 * The rest belongs to single operations; each emulator's README section names them.
 */
const KINDS = [
  'late',
  'never',
  'drop',
  'drop_before',
  'error',
  'error_after',
  'html',
  'reply',
  'reply_after',
  'twice',
  'out_of_order',
  'wrong_amount',
  'forged',
  'expires_at_once',
  'before_answer',
  'pending',
  'failed',
  'result',
  'queue_timeout',
] as const;

const faultSchema = z.strictObject({
  /** The operation that goes wrong. */
  on: z.string(),
  do: z.enum(KINDS),
  /** How often; null for always. */
  times: z.number().int().positive().nullable().default(1),
  /** How late. */
  ms: z.number().int().nonnegative().default(5_000),
  /** Only at this amount, in the unit that the provider counts in. */
  amount: z.number().optional(),
  /** Only in this share of the cases, 0 to 1. */
  chance: z.number().min(0).max(1).default(1),
  status: z.number().int().min(100).max(599).default(500),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  /** The result code that `result` gives. */
  code: z.union([z.number(), z.string()]).default(1),
});

export type Fault = z.infer<typeof faultSchema>;

/** Where an emulator's magic amounts strike. */
export interface Magic {
  answer: string;
  message: string;
}

/** Amounts that go wrong by themselves, for whoever pays by hand. */
const MAGIC_AMOUNTS: Readonly<Record<number, readonly [keyof Magic, Fault['do']]>> = {
  4001: ['message', 'late'],
  4002: ['message', 'never'],
  4003: ['message', 'twice'],
  4004: ['message', 'out_of_order'],
  4005: ['message', 'wrong_amount'],
  5001: ['answer', 'error_after'],
  5002: ['answer', 'drop'],
  5003: ['answer', 'late'],
  5004: ['answer', 'never'],
};

/** The script of what goes wrong next. */
export class Faults {
  private script: Fault[] = [];

  constructor(
    private readonly operations: readonly string[],
    private readonly magic: Magic,
  ) {}

  get list(): readonly Fault[] {
    return this.script;
  }

  /** @throws ZodError for what is no fault, Error for an operation that there is not */
  add(input: unknown): void {
    const faults = z.array(faultSchema).parse(Array.isArray(input) ? input : [input]);
    for (const { on } of faults) {
      if (this.operations.includes(on)) continue;
      throw new Error(`No operation "${on}". There are: ${this.operations.join(', ')}`);
    }
    this.script.push(...faults);
  }

  clear(): void {
    this.script = [];
  }

  /** The fault that strikes now, which is one less to come. */
  take(on: string, amount?: number): Fault | undefined {
    const fault = this.script.find(
      (one) =>
        one.on === on &&
        (one.amount === undefined || one.amount === amount) &&
        (one.chance === 1 || Math.random() < one.chance),
    );
    if (fault === undefined) return this.magicFault(on, amount);
    if (fault.times !== null) {
      fault.times -= 1;
      if (fault.times === 0) this.script = this.script.filter((one) => one !== fault);
    }
    return { ...fault };
  }

  private magicFault(on: string, amount: number | undefined): Fault | undefined {
    const [where, kind] = MAGIC_AMOUNTS[amount ?? 0] ?? [];
    if (where === undefined || this.magic[where] !== on) return undefined;
    return faultSchema.parse({ on, do: kind });
  }
}
