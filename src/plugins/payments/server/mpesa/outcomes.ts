import type { z } from 'zod';
import type { Outcome } from '../domain/provider';
import type { No } from './client';
import type { acceptedSchema } from './objects';
import { failureOf } from './results';

/** Seconds within which Daraja tells the end of most commands. */
const USUAL_END_SECONDS = 60;

/** What M-Pesa cannot do by itself. */
export const byHand: Outcome = {
  result: 'by_hand',
  message: 'M-Pesa cannot give this amount back by itself: send it by hand.',
};

/** What a clear no means, with what the shopper, or the staff, are told of it. */
export function outcomeOfNo({ code, message }: No): Outcome {
  const told = /unable to lock subscriber/i.test(message) ? failureOf('1001').message : message;
  return { result: 'failed', code, message: told };
}

/** Daraja answers, but not what was asked. */
export function untold({ code, message }: No): Outcome {
  return { result: 'unknown', why: `Daraja does not tell: ${code} ${message}` };
}

/** What it means that a command was accepted, or was not; its end is told later. */
export function outcomeOfCommand(
  answered: { kind: 'yes'; answer: z.output<typeof acceptedSchema> } | No,
): Outcome {
  if (answered.kind === 'no') return outcomeOfNo(answered);
  const { ResponseCode: code, ResponseDescription: message } = answered.answer;
  if (code !== '0') return { result: 'failed', code, message };
  // The former is what its status is asked by.
  const id = answered.answer.OriginatorConversationID || answered.answer.ConversationID;
  const named = id === '' ? {} : { providerId: id };
  return { result: 'pending', ...named, askAgainIn: USUAL_END_SECONDS };
}
