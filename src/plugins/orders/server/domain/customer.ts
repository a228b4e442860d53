import { beginningWith } from './search';

export const CUSTOMER_SORTS = [
  'createdAt:desc',
  'createdAt:asc',
  'email:asc',
  'email:desc',
  'lastName:asc',
  'lastName:desc',
] as const;

export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

/** Which customers the people of the shop ask for; what is left out leaves nothing out. */
export interface CustomerSearch {
  /** A part of the name, the e-mail address or the telephone number. */
  q?: string | undefined;
  status?: 'active' | 'blocked' | undefined;
  sort: CustomerSort;
  /** From 1. */
  page: number;
  pageSize: number;
}

/** A customer with what they have bought. Orders that were cancelled do not count. */
export interface CustomerFigures {
  id: number;
  documentId: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  confirmed: boolean;
  blocked: boolean;
  blockedReason: string | null;
  createdAt: Date;
  ordersCount: number;
  /** What was paid and not given back, in minor units, by currency. */
  totalSpent: readonly { currency: string; amount: number }[];
  lastOrderAt: Date | null;
}

/**
 * The LIKE pattern, in lower case, of what has a text in it. Telephone numbers are kept without their
 * gaps, so a text that may be one is looked for without them.
 */
export function having(text: string): string {
  const isNumber = /^\+?[\d\s()/.-]+$/.test(text);
  return `%${beginningWith(isNumber ? text.replace(/[\s()/.-]/g, '') : text)}`;
}
