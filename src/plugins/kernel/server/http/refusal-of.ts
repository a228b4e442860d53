import { errors } from '@strapi/utils';
import { isUnavailable, sqlState } from '../database/sqlstate';
import { invalid, Refusal } from '../domain/errors';
import { isPackedUnknown, packedUnknown } from './json-body';

const NUMBER_BEYOND_ITS_COLUMN = '22003';
/** No such operator: `[price][$contains]=1`. No such column: `fields=constructor`, which Strapi lets through. */
const OF_A_QUERY = ['42883', '42703'];

/** What Strapi's query builder tells of conditions that make no sense, by the text of a plain error alone. */
const OF_CONDITIONS = [
  // `price=abc`
  /^Expected a valid /,
  // `filters=abc`
  /^Where must be /,
  // `$or=abc`
  /^Operator \$\w+ must be /,
  // `[name][$or]=abc`
  /^Undefined attribute level operator /,
  // `[prices][$contains]=abc`, of a relation or a component
  /^Only \$and, /,
  // `[price][$between]=1`
  /whereBetween/,
  // `fields=`
  /^Name cannot be null/,
  // `[brand][$eq]=1&[brand][name]=x`, `[brand][$eq]=1&[brand][$ne]=2`
  /^Operator and non-operator keys /,
  /^Only one operator key /,
  // `sort[brand]=x`, of a relation; `sort=status` of a type that has no drafts; `sort=prices`, of a component
  /^Attribute .* not found on model /s,
  /^Cannot order by status on model /,
  /^You cannot order on /,
];

/** What Strapi answers with a status below 500. */
export function isForeseen(error: unknown): boolean {
  if (error instanceof errors.ApplicationError) return true;
  return error instanceof errors.HttpError && error.status < 500;
}

/**
 * What a caller is told of an error that is theirs, or of a database that is away.
 *
 * @param method of HTTP: a number that nothing could be compared with is no amount that is too large
 * @returns undefined for what nobody foresaw
 */
export function refusalOf(error: unknown, method: string): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof Error && OF_CONDITIONS.some((text) => text.test(error.message))) {
    return invalid([{ path: ['query'], message: error.message }]);
  }
  if (isWrongDirection(error)) {
    return invalid([{ path: ['sort'], message: 'must be asc or desc' }]);
  }
  const unreadable = unreadableBody(error);
  if (unreadable !== undefined) return invalid([{ path: [], message: unreadable }]);
  if (isPackedUnknown(error)) return packedUnknown();
  const isRead = method === 'GET' || method === 'HEAD';
  const state = sqlState(error);
  if (state === NUMBER_BEYOND_ITS_COLUMN && !isRead) {
    return new Refusal('AMOUNT_TOO_LARGE', 'A number is larger than its field can hold.');
  }
  // PostgreSQL's class 22: a text that is no date, a number that nothing could be compared with.
  if (state?.startsWith('22')) {
    return invalid([
      { path: isRead ? ['query'] : [], message: 'holds a value that does not fit its field' },
    ]);
  }
  // Knex puts its statement before the text, ours do not.
  const isAsked = isRead && (error as Error | undefined)?.message.startsWith('select ');
  if (isAsked && OF_A_QUERY.includes(state ?? '')) {
    return invalid([{ path: ['query'], message: 'has what does not fit its field' }]);
  }
  if (!isUnavailable(error)) return undefined;
  return new Refusal('UNAVAILABLE', 'The shop is busy or its database is away. Try again.', {}, 2);
}

/** What is wrong with a body that its parser gave up: no JSON, a file that breaks off, bytes that are not packed so. */
function unreadableBody(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status, httpCode, code } = error as Error & Record<string, unknown>;
  // Of co-body, for a body that reaches for the prototype too.
  if (error instanceof SyntaxError && status === 400) return 'must be JSON';
  // Of formidable.
  if (httpCode === 400) return 'must be whole parts, separated as its Content-Type says';
  // Of zlib, and of its brotli.
  const isPackedOtherwise =
    typeof code === 'string' && /^Z_(DATA|BUF)_ERROR$|^ERR__ERROR_FORMAT/.test(code);
  return isPackedOtherwise ? 'must be packed as its Content-Encoding says' : undefined;
}

/** `sort[name][$in]=asc`: knex's `direction` makes a text of an order's direction before it looks at it. */
function isWrongDirection(error: unknown): boolean {
  if (!(error instanceof TypeError)) return false;
  return /^TypeError: .*\n +at direction \(.*[\\/]knex[\\/]/.test(error.stack ?? '');
}
