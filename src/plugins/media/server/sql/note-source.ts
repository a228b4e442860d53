import { statement } from '../../../kernel/server/contract';

/**
 * Keeps with a fetched picture where it came from. An export names that address, and an import of it
 * finds the picture again.
 */
export const noteSource = statement<[id: number, source: string], never>(
  'media.note_source',
  `UPDATE files
      SET provider_metadata = coalesce(provider_metadata, '{}') || jsonb_build_object('source', $2::text)
    WHERE id = $1`,
);
