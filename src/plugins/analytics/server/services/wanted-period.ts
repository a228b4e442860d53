import { invalid, sqlState, type Queryable } from '../../../kernel/server/contract';
import { faultIn, type End, type Period, type Wanted } from '../domain/period';
import { resolvePeriod } from '../sql/resolve-period';

/**
 * The period and the currency that somebody asks for.
 *
 * @throws Refusal VALIDATION_FAILED where it ends before it begins, or is too long
 */
export async function periodOf(
  database: Queryable,
  { from, to, timeZone, currency }: Wanted,
): Promise<Period & { currency: string }> {
  const ends = [dayOf(from), momentOf(from), dayOf(to), momentOf(to)] as const;
  const [row] = await database.query(resolvePeriod, [...ends, timeZone]).catch((error: unknown) => {
    // invalid_parameter_value: Node knows more time zones than this PostgreSQL.
    if (sqlState(error) !== '22023') throw error;
    throw invalid([{ path: ['timeZone'], message: 'is not known to the database' }]);
  });
  if (row === undefined) throw new Error('The shop has no settings');
  const period = {
    from: row.from_at,
    before: row.before_at,
    yesterday: row.yesterday_at,
    today: row.today_at,
    tomorrow: row.tomorrow_at,
  };
  const fault = faultIn(period);
  if (fault !== undefined) throw invalid([{ path: ['to'], message: fault }]);
  return { ...period, currency: currency ?? row.currency };
}

function dayOf(end: End): string | null {
  return end !== undefined && 'day' in end ? end.day : null;
}

function momentOf(end: End): Date | null {
  return end !== undefined && 'moment' in end ? end.moment : null;
}
