import type { Queryable } from '../../../kernel/server/contract';
import { liveSessions as statement } from '../sql/live-sessions';

export interface CustomerSession {
  userId: number;
  sessionId: string;
}

/**
 * Which of some customers' sessions are alive: not ended, and their customers not blocked.
 *
 * @returns their ids
 */
export async function liveSessions(
  database: Queryable,
  sessions: readonly CustomerSession[],
): Promise<Set<string>> {
  if (sessions.length === 0) return new Set();
  const rows = await database.query(statement, [
    sessions.map(({ userId }) => userId),
    sessions.map(({ sessionId }) => sessionId),
  ]);
  return new Set(rows.map((row) => row.session_id));
}
