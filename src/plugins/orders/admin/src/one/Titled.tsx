import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';

interface TitledProps {
  title: string;
  /** Stands beside the title. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of the page, under its title. */
export function Titled({ title, action, children }: TitledProps) {
  return (
    <Box>
      <Flex justifyContent="space-between" paddingBottom={2} minHeight="4rem">
        <Typography variant="delta" tag="h2">
          {title}
        </Typography>
        {action}
      </Flex>
      {children}
    </Box>
  );
}
