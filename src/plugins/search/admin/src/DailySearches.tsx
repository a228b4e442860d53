import { Box, Flex, Typography } from '@strapi/design-system';
import { count, day } from '../../../kernel/admin/src/contract';
import { daysOf, type Period } from './period';
import type { Report } from './report';

interface DailySearchesProps {
  period: Period;
  days: Report['days'];
}

/** Pixels of the busiest day. */
const HEIGHT = 120;

/** A bar a day, as high as the day was busy; the red part found nothing. */
export function DailySearches({ period, days }: DailySearchesProps) {
  const byDay = new Map(days.map((counts) => [counts.day, counts]));
  const most = Math.max(1, ...days.map(({ searches }) => searches));
  const heightOf = (searches: number) => `${Math.ceil((searches / most) * HEIGHT)}px`;
  return (
    <Box background="neutral0" shadow="tableShadow" hasRadius padding={4}>
      <Typography tag="h2" variant="delta">
        Searches a day
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {`At most ${count(most)}. The red part found nothing.`}
      </Typography>
      <Flex alignItems="flex-end" height={`${HEIGHT}px`} gap="1px" paddingTop={2}>
        {daysOf(period).map((date) => {
          const { searches = 0, withoutHits = 0 } = byDay.get(date) ?? {};
          const told = `${day(date)}: ${count(searches)} searches, ${count(withoutHits)} found nothing`;
          return (
            <Box key={date} flex="1" title={told} role="img" aria-label={told}>
              <Box background="danger500" height={heightOf(withoutHits)} />
              <Box background="primary500" height={heightOf(searches - withoutHits)} />
            </Box>
          );
        })}
      </Flex>
      <Flex justifyContent="space-between" paddingTop={1}>
        <Typography variant="pi" textColor="neutral600">
          {day(period.from)}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {day(period.to)}
        </Typography>
      </Flex>
    </Box>
  );
}
