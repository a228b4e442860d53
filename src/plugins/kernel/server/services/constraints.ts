import type { Core } from '@strapi/strapi';
import { sqlState, violatedConstraint } from '../database/sqlstate';
import { invalid, Refusal, type ErrorCode } from '../domain/errors';

/** What a caller is told when a write runs into a constraint of the database. */
export interface Explanation {
  code: ErrorCode;
  /** One sentence that says what to do; behind `VALIDATION_FAILED` what is wrong with the field. */
  message: string;
  /** The attribute that it is about, where it is about one of what is written. */
  field?: string;
}

export interface Constraints {
  explain(explanations: Readonly<Record<string, Explanation>>): void;
  /** The refusal for a write against a constraint, undefined for any other error. */
  refusalOf(error: unknown): Refusal | undefined;
}

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/** The explanations of this process. Constraints without one still give a 409, only less helpful. */
export function createConstraints(): Constraints {
  const known = new Map<string, Explanation>();
  return {
    explain(explanations) {
      Object.entries(explanations).forEach(([name, explanation]) => known.set(name, explanation));
    },
    refusalOf(error) {
      const empty = emptyColumnOf(error);
      if (empty !== undefined) return invalid([{ path: [empty], message: 'must not be empty' }]);
      const constraint = violatedConstraint(error);
      if (constraint === undefined) return undefined;
      const explanation = known.get(constraint);
      if (explanation) return explained(explanation);
      if (sqlState(error) === UNIQUE_VIOLATION) {
        const message = 'There is one with this value already.';
        const errors = keyOf(error).map((field) => ({ path: [field], message }));
        return new Refusal('ALREADY_EXISTS', message, { errors });
      }
      if (sqlState(error) === FOREIGN_KEY_VIOLATION) {
        return new Refusal('IN_USE', 'Something else still needs it.');
      }
      return undefined;
    },
  };
}

/** The attribute that Strapi says was left empty: it makes an error of its own of a NOT NULL. */
function emptyColumnOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'NotNullError') return undefined;
  const { column } = (error as Error & { details: { column: string } }).details;
  return attributeOf(column);
}

/** The attributes that must be unique together, which PostgreSQL names in the error's detail by their columns. */
function keyOf(error: unknown): string[] {
  const { detail } = error as { detail?: string };
  const columns = /^Key \((.+?)\)=/.exec(detail ?? '')?.[1] ?? '';
  return columns
    .split(', ')
    .filter((column) => /^\w+$/.test(column))
    .map(attributeOf);
}

function attributeOf(column: string): string {
  return column.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

function explained({ code, message, field }: Explanation): Refusal {
  if (field === undefined) return new Refusal(code, message);
  const errors = [{ path: [field], message }];
  return code === 'VALIDATION_FAILED' ? invalid(errors) : new Refusal(code, message, { errors });
}

/** The explanations that the plugins of this process gave. */
export function constraintsOf(strapi: Core.Strapi): Constraints {
  return strapi.plugin('kernel').service('constraints') as Constraints;
}
