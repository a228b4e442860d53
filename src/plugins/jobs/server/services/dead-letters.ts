import { tellPublished, type Database } from '../../../kernel/server/contract';
import { listDead, type DeadRow } from '../sql/list-dead';
import { reviveJobs } from '../sql/revive-jobs';

export type { DeadRow } from '../sql/list-dead';

/** A page of the jobs that were given up. */
export async function deadLetters(
  database: Database,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ rows: DeadRow[]; total: number }> {
  const rows = await database.query(listDead, [pageSize, (page - 1) * pageSize]);
  return { rows, total: rows[0]?.total ?? 0 };
}

/**
 * Has jobs that were given up worked again.
 *
 * @param jobId one of them; undefined for all
 * @returns how many
 */
export async function runAgain(database: Database, jobId?: number): Promise<number> {
  const revived = await database.query(reviveJobs, [jobId ?? null]);
  tellPublished();
  return revived.length;
}
