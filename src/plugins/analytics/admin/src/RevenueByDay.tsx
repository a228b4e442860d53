import { Box, Flex, Typography } from '@strapi/design-system';
import { day } from '../../../kernel/admin/src/contract';
import { money, type MoneyRules } from '../../../pricing/admin/src/contract';
import type { Day } from './figures';
import { orderCount } from './wording';

interface RevenueByDayProps {
  days: readonly Day[];
  currency: string;
  rules: MoneyRules | undefined;
}

/** Pixels of the day with the most money, in or out. */
const HEIGHT = 120;

/** A bar a day, as high as what was left of its money; red where more went back than came. */
export function RevenueByDay({ days, currency, rules }: RevenueByDayProps) {
  const most = Math.max(1, ...days.map(({ net }) => Math.abs(net)));
  const first = days[0];
  const last = days.at(-1);
  return (
    <Box background="neutral0" shadow="tableShadow" hasRadius padding={4}>
      <Typography tag="h2" variant="delta">
        Revenue a day
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {`After refunds, at most ${money(rules, most, currency)}. On red days more went back than came.`}
      </Typography>
      <Flex alignItems="flex-end" height={`${HEIGHT}px`} gap="1px" paddingTop={2}>
        {days.map(({ start, net, orders }) => {
          const told = `${day(start)}: ${money(rules, net, currency)}, ${orderCount(orders)}`;
          return (
            <Box key={start} flex="1" title={told} role="img" aria-label={told}>
              <Box
                background={net < 0 ? 'danger500' : 'primary500'}
                height={`${Math.ceil((Math.abs(net) / most) * HEIGHT)}px`}
              />
            </Box>
          );
        })}
      </Flex>
      <Flex justifyContent="space-between" paddingTop={1}>
        {[first, last].map(
          (end, place) =>
            end !== undefined && (
              <Typography key={place} variant="pi" textColor="neutral600">
                {day(end.start)}
              </Typography>
            ),
        )}
      </Flex>
    </Box>
  );
}
