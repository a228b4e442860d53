import { useCallback } from 'react';
import { Checkbox, Typography } from '@strapi/design-system';
import { useFetchClient } from '@strapi/strapi/admin';
import {
  Quantities,
  useLoaded,
  type CountableLine,
  type QuantityByLine,
} from '../../../../kernel/admin/src/contract';

/** Goods of an order whose money goes back. */
export interface Goods {
  quantities: QuantityByLine;
  /** Whether they are in the store again, and on sale. */
  restock: boolean;
}

interface GoodsFieldsProps {
  orderId: string;
  goods: Goods;
  onChange: (goods: Goods) => void;
}

/** How many of each line come back, and whether they can be sold again. */
export function GoodsFields({ orderId, goods, onChange }: GoodsFieldsProps) {
  const { get } = useFetchClient();
  const load = useCallback(async () => {
    const answer = await get<{ data: { items: CountableLine[] } }>(`/api/admin/orders/${orderId}`);
    return answer.data.data.items;
  }, [get, orderId]);
  const { loaded } = useLoaded(load);
  if (loaded.state === 'loading') return <Typography>Loading…</Typography>;
  if (loaded.state === 'failed') return <Typography>The lines could not be loaded.</Typography>;
  return (
    <>
      <Quantities
        lines={loaded.value}
        quantities={goods.quantities}
        onChange={(quantities) => onChange({ ...goods, quantities })}
      />
      <Checkbox
        checked={goods.restock}
        onCheckedChange={(restock) => onChange({ ...goods, restock: restock === true })}
      >
        They are in the store again, and can be sold
      </Checkbox>
    </>
  );
}

/** Those lines of which something comes back. */
export function linesOf({ quantities }: Goods): { lineId: string; quantity: number }[] {
  return Object.entries(quantities).flatMap(([lineId, quantity = 0]) =>
    quantity > 0 ? [{ lineId, quantity }] : [],
  );
}
