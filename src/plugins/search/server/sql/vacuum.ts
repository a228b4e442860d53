import { statement } from '../../../kernel/server/contract';

/** After many rows came: searches read the index alone only where the visibility map says so. */
export const vacuumPostings = statement<[], never>(
  'search.vacuum_postings',
  'VACUUM (ANALYZE) search_postings',
);
export const vacuumDocuments = statement<[], never>(
  'search.vacuum_documents',
  'VACUUM (ANALYZE) search_documents',
);
