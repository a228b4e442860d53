import { statement } from '../../../kernel/server/contract';

/**
 * The pictures by address that the media library has already, fetched ones among them, by the hash of
 * their address.
 */
export const findImageFiles = statement<
  [hashes: string[]],
  { id: number; hash: string; alternative_text: string | null }
>(
  'catalog.find_image_files',
  `SELECT id, hash, alternative_text
     FROM files
    WHERE hash = ANY ($1)
    ORDER BY id`,
);
