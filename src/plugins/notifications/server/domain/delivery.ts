/** Where a message is. */
export type MessageState =
  'queued' | 'sending' | 'sent' | 'delivered' | 'bounced' | 'failed' | 'suppressed';

/**
 * How much a state knows. What a provider tells comes in any order: a message only moves to a state
 * that knows more, so that a late `processed` does not take a delivery back.
 */
export const KNOWLEDGE: Readonly<Record<MessageState, number>> = {
  queued: 0,
  sending: 0,
  failed: 0,
  sent: 1,
  suppressed: 2,
  delivered: 3,
  bounced: 4,
};

/** What one of SendGrid's events says of a message. */
export interface Meaning {
  /** Undefined where it says nothing of the delivery. */
  state: MessageState | undefined;
  /** Why the address gets no marketing any more. */
  suppresses: Suppression | undefined;
}

export type Suppression = 'bounced' | 'complained' | 'unsubscribed';

const NOTHING: Meaning = { state: undefined, suppresses: undefined };

/**
 * Reads an event of SendGrid's event webhook.
 *
 * @param type `event` of the object
 * @param cause `type` of a bounce: `blocked` is a refusal of this one mail, not of the address
 */
export function meaningOf(type: string, cause: string | undefined): Meaning {
  switch (type) {
    case 'processed':
      return { ...NOTHING, state: 'sent' };
    case 'delivered':
      return { ...NOTHING, state: 'delivered' };
    case 'dropped':
      return { ...NOTHING, state: 'suppressed' };
    case 'bounce':
      return { state: 'bounced', suppresses: cause === 'blocked' ? undefined : 'bounced' };
    case 'spamreport':
      return { state: 'delivered', suppresses: 'complained' };
    case 'unsubscribe':
    case 'group_unsubscribe':
      return { state: undefined, suppresses: 'unsubscribed' };
    default:
      return NOTHING;
  }
}
