import type { Core } from '@strapi/strapi';
import { sqlState, violatedConstraint } from '../database/sqlstate';
import { invalid, Refusal, type ErrorCode } from '../domain/errors';

/** What a caller is told when a write runs into a constraint of the database. */
export interface Explanation {
  code: ErrorCode;
  /** One sentence that says what to do. */
  message: string;
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
      if (explanation) return new Refusal(explanation.code, explanation.message);
      if (sqlState(error) === UNIQUE_VIOLATION) {
        return new Refusal('ALREADY_EXISTS', 'There is one with this value already.');
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
  return column.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

/** The explanations that the plugins of this process gave. */
export function constraintsOf(strapi: Core.Strapi): Constraints {
  return strapi.plugin('kernel').service('constraints') as Constraints;
}
