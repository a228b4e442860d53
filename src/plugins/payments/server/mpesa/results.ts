import type { Outcome } from '../domain/provider';

/**
 * What the shopper is told of each result code of a prompt. Source: Daraja's documentation of the STK
 * push (“Result codes”); those of the second part are not in it and were seen.
 */
const MESSAGES: Readonly<Record<string, string>> = {
  '1': 'There is not enough money on this M-Pesa account.',
  '2': 'The amount is less than M-Pesa takes.',
  '3': 'The amount is more than M-Pesa takes at once.',
  '4': 'The amount would exceed the daily limit of this M-Pesa account.',
  '8': 'The shop cannot receive this amount by M-Pesa at the moment.',
  '17': 'M-Pesa refuses the same amount twice within two minutes. Please wait a little.',
  '1019': 'The M-Pesa request has expired. Please try again.',
  '1025': 'M-Pesa could not send the request to this phone. Please try again.',
  '1032': 'The payment was cancelled on the phone.',
  '1037': 'The phone could not be reached, or nobody answered in time.',
  '2001': 'The M-Pesa PIN was wrong.',
  '2028': 'The shop cannot be paid this way at the moment.',
  '8006': 'This M-Pesa account is locked. Please ask Safaricom.',
  SFC_IC0003: 'The shop cannot be paid this way at the moment.',

  '26': 'M-Pesa is busy. Please try again in a minute.',
  '1001': 'Another M-Pesa request is open on this phone. Please try again in a minute.',
  '9999': 'M-Pesa could not send the request to this phone. Please try again.',
};

const OTHERWISE = 'The M-Pesa payment did not go through.';

/** A query's word for a prompt that is still open; seen instead of the documented error. */
const STILL_OPEN = '4999';

/** Ends that a callback may tell before the money has told its own. */
const NOT_THE_LAST_WORD = new Set(['1037', '26', '1001', '9999']);

/** What a result code of Daraja's means; they come as numbers and as texts. */
export type ResultKind = 'paid' | 'open' | 'failed' | 'ask';

/** @param source who says it: what a callback tells of a failure that may be none is asked about */
export function kindOf(code: string, source: 'callback' | 'query'): ResultKind {
  if (code === '0') return 'paid';
  if (code === STILL_OPEN) return 'open';
  if (source === 'query') return 'failed';
  return MESSAGES[code] === undefined || NOT_THE_LAST_WORD.has(code) ? 'ask' : 'failed';
}

/** The end of a prompt that brought no money, with what the shopper is told of it. */
export function failureOf(code: string): Extract<Outcome, { result: 'failed' }> {
  return { result: 'failed', code, message: MESSAGES[code] ?? OTHERWISE };
}
