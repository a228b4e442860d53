import type { ReactNode } from 'react';
import { Typography } from '@strapi/design-system';
import { inWords } from './in-words';

interface Header {
  name: string;
  attribute?: { type?: string; customField?: string };
  cellFormatter?: (row: Record<string, unknown>) => ReactNode;
}

interface ListView {
  displayedHeaders: Header[];
}

/** Shows keys and lists of words in the content manager's lists as people write them. */
export function showWords<View extends ListView>(view: View): View {
  return { ...view, displayedHeaders: view.displayedHeaders.map(withWords) };
}

function withWords(header: Header): Header {
  const { name, attribute } = header;
  const isTags = attribute?.customField === 'plugin::backoffice.tags';
  if (!isTags && attribute?.type !== 'enumeration') return header;
  return {
    ...header,
    cellFormatter: (row) => (
      <Typography textColor="neutral800" ellipsis>
        {inWords(row[name])}
      </Typography>
    ),
  };
}
