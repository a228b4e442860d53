import { statement } from '../../../kernel/server/contract';
import { suppliersOf, type Supplier } from '../../../inventory/server/contract';
import { servesCart } from './sellable';

/** Stores that are read at once at most. */
export const MOST_IN_A_LOT = 40;

/** Reads the best stores that carry a variant, beyond those that were read before, as they are now. */
export const readSuppliers = statement<
  [
    variantId: number,
    quantity: number,
    latitude: number | null,
    longitude: number | null,
    deliveryType: string | null,
    readBefore: number[],
  ],
  Supplier
>(
  'cart.read_suppliers',
  suppliersOf({
    variantId: '$1::int',
    quantity: '$2::int',
    latitude: '$3::float8',
    longitude: '$4::float8',
    serves: `${servesCart('$5::text')} AND store.id <> ALL($6::int[])`,
    most: MOST_IN_A_LOT,
  }),
);
