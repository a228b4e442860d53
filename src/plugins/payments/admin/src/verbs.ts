import { MAY_APPROVE_REFUND, MAY_LOOK_INTO, MAY_REFUND, MAY_WORK_MESSAGE } from './permissions';

/** Something that staff do with money from the panel. */
export interface MoneyVerb {
  label: string;
  /** What somebody confirms before it is done. */
  question: string;
  /** Below the server's address. */
  path(documentId: string): string;
  done: string;
  /** Whether a note can be kept with it. */
  takesNote?: boolean;
  /** Who has one of these may; the server checks it too. */
  permissions: { action: string; subject: null }[];
}

export const WORK_AGAIN: MoneyVerb = {
  label: 'Work it again',
  question:
    'The message is read once more, and the provider is asked where it needs be. What was settled before stays settled.',
  path: (id) => `/api/admin/payment-messages/${id}/work`,
  done: 'The message was worked again.',
  permissions: MAY_WORK_MESSAGE,
};

export const APPROVE: MoneyVerb = {
  label: 'Approve refund',
  question: 'The money goes back to the customer now. Somebody else must have asked for it.',
  path: (id) => `/api/admin/refunds/${id}/approve`,
  done: 'The refund is on its way.',
  permissions: MAY_APPROVE_REFUND,
};

export const REJECT: MoneyVerb = {
  label: 'Reject refund',
  question: 'The money stays here, and the refund ends.',
  path: (id) => `/api/admin/refunds/${id}/reject`,
  done: 'The refund was rejected.',
  permissions: MAY_APPROVE_REFUND,
};

export const HANDED_BACK: MoneyVerb = {
  label: 'It was handed back',
  question:
    'Somebody of the shop has given this money back: in cash, or by hand where the provider could not.',
  path: (id) => `/api/admin/refunds/${id}/handed-back`,
  done: 'It is written down.',
  permissions: MAY_REFUND,
};

export const SET_ASIDE: MoneyVerb = {
  label: 'It was looked into',
  question:
    'Somebody has found out what this message means, and has done what was to be done. Nothing else comes of it; your name and the time are kept.',
  path: (id) => `/api/admin/payment-messages/${id}/looked-into`,
  done: 'It is written down.',
  takesNote: true,
  permissions: MAY_WORK_MESSAGE,
};

export const LOOKED_INTO: MoneyVerb = {
  label: 'It was looked into',
  question:
    'Somebody has found out what is the matter with this payment, and has done what was to be done. No money moves by this; your name and the time are kept.',
  path: (id) => `/api/admin/payments/${id}/looked-into`,
  done: 'It is written down.',
  takesNote: true,
  permissions: MAY_LOOK_INTO,
};
