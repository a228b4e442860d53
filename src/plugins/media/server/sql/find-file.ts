import { statement } from '../../../kernel/server/contract';

/** Finds a file by what its provider calls it, by its hash (the local provider's name) or document id. */
export const findFile = statement<[publicId: string], { id: number }>(
  'media.find_file',
  `SELECT id
     FROM files
    WHERE provider_metadata->>'public_id' = $1 OR hash = $1 OR document_id = $1
    ORDER BY id
    LIMIT 1`,
);
