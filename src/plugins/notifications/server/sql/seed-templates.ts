import { statement } from '../../../kernel/server/contract';

/**
 * Puts the shipped templates in. One that nobody has edited follows a new release; one that somebody
 * has is left alone.
 */
export const seedTemplates = statement<[templates: string], never>(
  'notifications.seed_templates',
  `INSERT INTO notification_templates AS present
          (document_id, kind, channel, language, subject, text, html, shipped, created_at,
           updated_at, published_at)
   SELECT "documentId", kind, channel, language, subject, text, html,
          md5(concat_ws('|', subject, text, html)), now(), now(), now()
     FROM jsonb_to_recordset($1::jsonb) AS template
          ("documentId" text, kind text, channel text, language text, subject text, text text,
           html text)
    ORDER BY kind, channel, language
   ON CONFLICT (kind, channel, language) DO UPDATE
      SET subject = excluded.subject, text = excluded.text, html = excluded.html,
          shipped = excluded.shipped, updated_at = now()
    WHERE present.shipped <> excluded.shipped
      AND present.shipped = md5(concat_ws('|', present.subject, present.text, coalesce(present.html, '')))`,
);
