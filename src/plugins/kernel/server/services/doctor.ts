import type { Database, Queryable, Transaction } from '../database/database';

/**
 * One look at the books: something that is kept for speed is worked out anew from its ledger. Each
 * plugin gives its own in its contract, and `npm run doctor` gathers them.
 */
export interface DoctorCheck {
  /** `<plugin>.<what is looked at>`. */
  name: string;
  /**
   * Names each drift in a sentence. It is one statement, so that a shop that is selling meanwhile is
   * seen as it was at one moment.
   */
  find(database: Queryable): Promise<string[]>;
  /** Mends what has one right answer and leaves the rest. */
  repair?(tx: Transaction): Promise<void>;
}

export interface Finding {
  check: string;
  drifts: string[];
  /** What a repair has left, or all where none was asked for. */
  left: string[];
}

/**
 * Makes every check in turn.
 *
 * @param repair whether to mend what has one right answer
 * @returns a finding for each check, without drifts where all is well
 */
export async function examine(
  database: Database,
  checks: readonly DoctorCheck[],
  { repair }: { repair: boolean },
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    const drifts = await check.find(database);
    const mend = repair && drifts.length > 0 ? check.repair : undefined;
    if (mend !== undefined) await database.transaction((tx) => mend(tx));
    const left = mend === undefined ? drifts : await check.find(database);
    findings.push({ check: check.name, drifts, left });
  }
  return findings;
}
