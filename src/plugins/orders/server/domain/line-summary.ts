import { formatAmount } from '../../../kernel/server/contract';
import type { OrderLine } from './order';

/** As long as a name in Strapi's tables can be. */
const MOST_CHARACTERS = 255;

/** One line about a line of an order, for lists of the admin panel: `2 × Tea (TEA-250), KES 600.00`. */
export function lineSummary(
  { quantity, name, sku, total }: Pick<OrderLine, 'quantity' | 'name' | 'sku' | 'total'>,
  currency: string,
): string {
  const ends = [
    `${quantity} × `,
    ` (${sku}), ${currency} ${formatAmount(total, currency)}`,
  ] as const;
  const room = MOST_CHARACTERS - ends[0].length - ends[1].length;
  return ends[0] + Array.from(name).slice(0, room).join('') + ends[1];
}
