import { Box, Grid, Typography } from '@strapi/design-system';

/** A figure with its name above and what it is of below. */
export interface Tile {
  title: string;
  figure: string;
  detail: string;
}

/** Figures at a look, four in a row. */
export function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <Grid.Root gap={4}>
      {tiles.map(({ title, figure, detail }) => (
        <Grid.Item key={title} col={3} xs={6} direction="column" alignItems="stretch">
          <Box background="neutral0" shadow="tableShadow" hasRadius padding={4} height="100%">
            <Typography tag="p" variant="sigma" textColor="neutral600">
              {title}
            </Typography>
            <Typography tag="p" variant="beta">
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
