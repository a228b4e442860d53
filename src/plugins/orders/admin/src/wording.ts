import type { Status } from './order';

/** `partially_refunded` as people write it. */
export function words(key: string): string {
  return key.replaceAll('_', ' ');
}

/** What somebody does who moves an order, or a shipment, to a state. */
const VERBS: Readonly<Partial<Record<string, string>>> = {
  confirmed: 'Confirm',
  preparing: 'Start preparing',
  ready: 'Ready',
  shipped: 'Shipped',
  delivered: 'Delivered',
  cancelled: 'Cancel the order',
} satisfies Partial<Record<Status, string>>;

/** What the button says that moves something to a state. */
export function verbOf(status: string): string {
  return VERBS[status] ?? words(status);
}
