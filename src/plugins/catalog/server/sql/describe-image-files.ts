import { statement } from '../../../kernel/server/contract';

/** Gives files their alternative text. */
export const describeImageFiles = statement<[ids: number[], texts: string[]], never>(
  'catalog.describe_image_files',
  `UPDATE files
      SET alternative_text = given.text, updated_at = date_trunc('milliseconds', now())
     FROM unnest($1::int[], $2::text[]) AS given (id, text)
    WHERE files.id = given.id`,
);
