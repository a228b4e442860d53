import { statement } from '../../../kernel/server/contract';

/** Gives a picture the ending of what it turned out to be: under that it will be stored. */
export const prepareFetchedFile = statement<[id: number, ext: string], never>(
  'media.prepare_fetched_file',
  `UPDATE files SET ext = $2 WHERE id = $1`,
);
