import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';

/** A titled box beside the page. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box background="neutral0" shadow="tableShadow" hasRadius padding={4}>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography variant="sigma" textColor="neutral600" tag="h2">
          {title}
        </Typography>
        {children}
      </Flex>
    </Box>
  );
}

/** A name and what it is, in one line. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Flex justifyContent="space-between" gap={4}>
      <Typography textColor="neutral600">{name}</Typography>
      {typeof children === 'string' ? <Typography>{children}</Typography> : children}
    </Flex>
  );
}
