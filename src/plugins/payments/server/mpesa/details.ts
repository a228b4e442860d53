import { z } from 'zod';
import type { PaymentFacts } from '../domain/provider';

const detailsSchema = z.object({
  /** The payer's, as `254712345678`. */
  phone: z.string().optional(),
  /** Whether Safaricom named the money when it told of it: it can be taken back by that name. */
  isNamed: z.boolean().optional(),
  /** A callback told of money that is not what was asked for; this is its receipt, or empty. */
  doubted: z.string().optional(),
  /** Safaricom has just told, of a refund whose answer was lost, that it has reversed nothing. */
  unreversed: z.object({ key: z.string(), at: z.number() }).optional(),
});

/** What is kept with an M-Pesa payment. */
export function detailsOf({ details }: PaymentFacts): z.output<typeof detailsSchema> {
  return detailsSchema.parse(details);
}
