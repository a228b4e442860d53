import { Ledger } from '../lib/ledger';
import type { Events } from './events';
import type { Charge, Dispute, PaymentIntent, Refund } from './objects';
import { missing } from './refusals';

/** Everything that this Stripe knows, in the order in which it came about. */
export class Books {
  readonly ledger = new Ledger();
  readonly intents = new Map<string, PaymentIntent>();
  readonly charges = new Map<string, Charge>();
  readonly refunds = new Map<string, Refund>();
  readonly disputes = new Map<string, Dispute>();

  constructor(readonly events: Events) {}

  /** @throws Refused naming the parameter that asked for it */
  intent(id: string, param = 'intent'): PaymentIntent {
    const intent = this.intents.get(id);
    if (intent === undefined) throw missing('payment_intent', id, param);
    return intent;
  }

  /** @throws Refused */
  charge(id: string): Charge {
    const charge = this.charges.get(id);
    if (charge === undefined) throw missing('charge', id);
    return charge;
  }
}
