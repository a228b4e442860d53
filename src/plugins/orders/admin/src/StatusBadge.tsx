import { Badge } from '@strapi/design-system';
import { words } from './wording';

type Variant = 'neutral' | 'primary' | 'success' | 'danger' | 'warning';

/** Of an order, of a shipment and of a payment. */
const VARIANTS: Readonly<Partial<Record<string, Variant>>> = {
  confirmed: 'primary',
  preparing: 'primary',
  ready: 'primary',
  shipped: 'primary',
  authorized: 'primary',
  delivered: 'success',
  paid: 'success',
  partially_refunded: 'warning',
  refunded: 'warning',
  cancelled: 'danger',
  failed: 'danger',
};

/** A state of an order, a shipment or a payment, in its colour. */
export function StatusBadge({ status }: { status: string }) {
  return <Badge variant={VARIANTS[status] ?? 'neutral'}>{words(status)}</Badge>;
}
