import { Box, Grid, Typography } from '@strapi/design-system';
import { count, percent } from './numbers';
import type { Counts } from './report';

interface TotalsProps {
  totals: Counts;
}

/** The period in four figures. */
export function Totals({ totals }: TotalsProps) {
  const { searches, withoutHits, clicks, orders, clickRate, conversionRate } = totals;
  const tiles = [
    { title: 'Searches', figure: count(searches), detail: 'in this period' },
    {
      title: 'Found nothing',
      figure: percent(searches === 0 ? 0 : withoutHits / searches),
      detail: withoutHits === 1 ? '1 search' : `${count(withoutHits)} searches`,
    },
    {
      title: 'Click rate',
      figure: percent(clickRate),
      detail: clicks === 1 ? '1 click on a hit' : `${count(clicks)} clicks on hits`,
    },
    {
      title: 'Conversion',
      figure: percent(conversionRate),
      detail: orders === 1 ? '1 hit was ordered' : `${count(orders)} hits were ordered`,
    },
  ];
  return (
    <Grid.Root gap={4}>
      {tiles.map(({ title, figure, detail }) => (
        <Grid.Item key={title} col={3} xs={6} direction="column" alignItems="stretch">
          <Box background="neutral0" shadow="tableShadow" hasRadius padding={4}>
            <Typography tag="p" variant="sigma" textColor="neutral600">
              {title}
            </Typography>
            <Typography tag="p" variant="alpha">
              {figure}
            </Typography>
            <Typography tag="p" variant="pi" textColor="neutral600">
              {detail}
            </Typography>
          </Box>
        </Grid.Item>
      ))}
    </Grid.Root>
  );
}
