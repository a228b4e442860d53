import { statement } from '../../../kernel/server/contract';

/** A picture that is shown from its address; none where it has been fetched already, or is gone. */
export const readLinkedFile = statement<[id: number], { url: string; name: string }>(
  'media.read_linked_file',
  `SELECT url, name FROM files WHERE id = $1 AND provider = 'url'`,
);
