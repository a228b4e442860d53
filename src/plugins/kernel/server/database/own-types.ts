import { types } from 'pg';

const INT8 = 20;
const TIMESTAMP = 1114;

/** Turns a value from PostgreSQL's text format into JavaScript's. */
export type Parser = (text: string) => unknown;

/**
 * Strapi changes pg's parsers for the whole process; ours stay our own. Whole numbers come as
 * numbers (an amount beyond 2^53 is refused, not rounded) and times without a zone are UTC.
 */
export const ownTypes = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): Parser => {
    if (oid === INT8) return wholeNumber;
    if (oid === TIMESTAMP) return (text: string) => new Date(`${text.replace(' ', 'T')}Z`);
    if (oid === types.builtins.JSON || oid === types.builtins.JSONB) {
      return (text: string) => JSON.parse(text) as unknown;
    }
    if (oid === types.builtins.NUMERIC) return (text: string) => text;
    return types.getTypeParser(oid as number, format) as Parser;
  }) as typeof types.getTypeParser,
};

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond a safe whole number`);
  return value;
}
