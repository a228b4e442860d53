import { statement } from '../../../kernel/server/contract';
import type { TemplateSource } from '../domain/defaults';

/**
 * The shop's template of a kind, in the language asked for, else in the shop's own.
 */
export const findTemplate = statement<
  [kind: string, channel: string, language: string, otherwise: string],
  TemplateSource & { id: number; language: string }
>(
  'notifications.find_template',
  `SELECT id, language, subject, text, coalesce(html, '') AS html
     FROM notification_templates
    WHERE kind = $1 AND channel = $2 AND language IN ($3::text, left($3::text, 2), $4::text)
    ORDER BY language = $3 DESC, language = left($3, 2) DESC
    LIMIT 1`,
);
