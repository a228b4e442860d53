import { invalid } from '../../../kernel/server/contract';
import { CASH } from '../domain/methods';
import type { Job, Outcome, PaymentProvider } from '../domain/provider';

/**
 * Cash at hand-over. Nobody outside is called: staff write down what they received, and what they
 * hand back. A refund that the shop itself owes waits until somebody has done so.
 */
export const cashProvider: PaymentProvider = {
  method: CASH,
  name: 'Cash on delivery',
  begins: 'capture',
  promptSeconds: 0,
  begunStatus: 201,
  readInput() {
    throw invalid([{ path: ['method'], message: 'is paid at hand-over, to the store’s staff' }]);
  },
  shows: () => ({}),
  verbs: { refund: handBack },
  ask: handBack,
};

const WAITS_SECONDS = 24 * 60 * 60;

/** Who asks for a refund in person has the money in their hands. */
function handBack({ input, amount, payment }: Job): Promise<Outcome> {
  return Promise.resolve(
    input === HANDED_BACK
      ? { result: 'succeeded', amount, currency: payment.currency }
      : { result: 'pending', askAgainIn: WAITS_SECONDS },
  );
}

/** The input of a refund that somebody of the shop has handed back. */
export const HANDED_BACK = 'handed back';
