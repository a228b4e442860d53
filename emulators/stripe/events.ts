import { createHmac } from 'node:crypto';
import type { Fault } from '../lib/faults';
import type { Letter, Postman } from '../lib/postman';
import { newEvent, now, type StripeEvent } from './objects';
import type { Settings } from './settings';

/** What happened, told to the shop's webhook with a signature. */
export class Events {
  readonly list: StripeEvent[] = [];

  constructor(
    private readonly settings: Settings,
    private readonly postman: Postman,
  ) {}

  /**
   * @param amount that a fault may depend on
   * @param key of the request that brought it about
   */
  emit(type: string, object: object, amount: number, key: string | null = null): void {
    const event = newEvent(type, object, key);
    this.list.push(event);
    const { webhookUrl } = this.settings;
    if (webhookUrl === '') return;
    void this.postman.send({
      on: 'event',
      url: webhookUrl,
      amount,
      write: (fault) => this.write(event, fault),
    });
  }

  private write(event: StripeEvent, fault: Fault | undefined): Letter {
    const body = JSON.stringify(fault?.do === 'wrong_amount' ? misstated(event) : event, null, 2);
    const time = now();
    const secret = fault?.do === 'forged' ? 'whsec_of_somebody_else' : this.settings.webhookSecret;
    const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    return { headers: { 'Stripe-Signature': `t=${time},v1=${signature}` }, body };
  }
}

function misstated(event: StripeEvent): StripeEvent {
  return {
    ...event,
    data: { object: { ...event.data.object, amount: 1, amount_received: 1, amount_captured: 1 } },
  };
}
