import { statement } from '../../../kernel/server/contract';

export interface ImageFileRow {
  document_id: string;
  name: string;
  alternative_text: string | null;
  hash: string;
  ext: string;
  mime: string;
  url: string;
}

/**
 * Puts pictures into the media library that stay at their address. Their provider is none of those
 * that upload: Strapi asks a provider to sign, replace or delete only files of its own.
 *
 * @param rows JSON of {@link ImageFileRow}[]
 */
export const insertImageFiles = statement<[rows: string], { id: number; hash: string }>(
  'catalog.insert_image_files',
  `INSERT INTO files (document_id, name, alternative_text, hash, ext, mime, size, url, provider,
                      folder_path, created_at, updated_at, published_at)
   SELECT document_id, name, alternative_text, hash, ext, mime, 0, url, 'url', '/', at, at, at
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (
            document_id text, name text, alternative_text text, hash text, ext text, mime text,
            url text)) WITH ORDINALITY
          AS file (document_id, name, alternative_text, hash, ext, mime, url, turn),
          date_trunc('milliseconds', now()) AS at
    ORDER BY turn
   RETURNING id, hash`,
);
