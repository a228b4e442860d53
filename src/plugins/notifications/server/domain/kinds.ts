/** Ways a message goes. */
export const CHANNELS = ['email', 'sms', 'push'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a message is about: it decides who is told, when, and whether one can do without it. */
export type Topic =
  /** An order or its money, for its buyer. */
  | 'order'
  /** Somebody's own account. */
  | 'account'
  /** For the people of the shop. */
  | 'staff'
  /** Nobody has to have it: it has an unsubscribe link, and waits for the end of quiet hours. */
  | 'marketing';

interface KindRule {
  topic: Topic;
  /** The ways it can go. */
  channels: readonly Channel[];
}

const EVERYWHERE = ['email', 'sms', 'push'] as const;
const BY_MAIL = ['email'] as const;

/** Every kind of message. A switch of this name is in the settings of each of its channels. */
export const KINDS = {
  orderPlaced: { topic: 'order', channels: EVERYWHERE },
  orderPaid: { topic: 'order', channels: EVERYWHERE },
  orderReady: { topic: 'order', channels: EVERYWHERE },
  orderShipped: { topic: 'order', channels: EVERYWHERE },
  orderDelivered: { topic: 'order', channels: EVERYWHERE },
  orderCancelled: { topic: 'order', channels: EVERYWHERE },
  orderRefunded: { topic: 'order', channels: EVERYWHERE },
  verifyEmail: { topic: 'account', channels: BY_MAIL },
  resetPassword: { topic: 'account', channels: BY_MAIL },
  passwordChanged: { topic: 'account', channels: BY_MAIL },
  newOrder: { topic: 'staff', channels: BY_MAIL },
  lowStock: { topic: 'staff', channels: BY_MAIL },
  paymentFailed: { topic: 'staff', channels: BY_MAIL },
  lateMoney: { topic: 'staff', channels: BY_MAIL },
  paymentReview: { topic: 'staff', channels: BY_MAIL },
  webhookDisabled: { topic: 'staff', channels: BY_MAIL },
  abandonedCart: { topic: 'marketing', channels: BY_MAIL },
  backInStock: { topic: 'marketing', channels: BY_MAIL },
  priceDrop: { topic: 'marketing', channels: BY_MAIL },
} as const satisfies Record<string, KindRule>;

export type Kind = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as Kind[];

/** The kinds that one can do without; a person's preferences have a switch for each. */
export const MARKETING = ['abandonedCart', 'backInStock', 'priceDrop'] as const;
export type Marketing = (typeof MARKETING)[number];

/** Whether a kind is advertising, which a person can do without. */
export function isMarketing(kind: Kind): kind is Marketing {
  return KINDS[kind].topic === 'marketing';
}

/** Whether a kind can go that way. */
export function goesBy(kind: Kind, channel: Channel): boolean {
  return (KINDS[kind].channels as readonly Channel[]).includes(channel);
}

/**
 * Whether a message waits for the end of quiet hours. Mail about an order or an account is sent at once:
 * it wakes nobody and somebody may be waiting for it.
 */
export function keepsQuiet(kind: Kind, channel: Channel): boolean {
  return channel !== 'email' || isMarketing(kind);
}
