import type { OrderStatus } from './states';

export const ORDER_SORTS = ['placedAt:desc', 'placedAt:asc', 'total:desc', 'total:asc'] as const;

export type OrderSort = (typeof ORDER_SORTS)[number];

/** Which part of a list of orders, and how the list is sorted. */
export interface OrderList {
  sort: OrderSort;
  /** From 1. */
  page: number;
  pageSize: number;
}

/** Which orders the people of the shop ask for; what is left out leaves nothing out. */
export interface OrderSearch extends OrderList {
  status?: OrderStatus | undefined;
  paymentStatus?: string | undefined;
  /** Document id of a store that has a part in it. */
  storeId?: string | undefined;
  /** The number, or what the e-mail address begins with. */
  q?: string | undefined;
  /** Placed at this moment or later. */
  from?: Date | undefined;
  /** Placed before this moment. */
  before?: Date | undefined;
}

/** The LIKE pattern, in lower case, of what begins with a text. */
export function beginningWith(text: string): string {
  return `${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}
