import { statement } from '../../../kernel/server/contract';
import type { TemplateSource } from '../domain/defaults';

/** A template of the shop's. */
export type TemplateRow = TemplateSource & { id: number; language: string };

/** Which template is looked for: in the language asked for, else in the shop's own. */
export interface AskedTemplate {
  kind: string;
  channel: string;
  language: string;
  otherwise: string;
}

/** The shop's templates. @returns a row for each that there is, with its place in what was asked for */
export const findTemplates = statement<[asked: string], TemplateRow & { place: number }>(
  'notifications.find_templates',
  `SELECT (asked.place - 1)::int AS place, own.*
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS asked (what, place)
    CROSS JOIN LATERAL (
      SELECT id, language, subject, text, coalesce(html, '') AS html
        FROM notification_templates
       WHERE kind = what ->> 'kind' AND channel = what ->> 'channel'
         AND language IN (what ->> 'language', left(what ->> 'language', 2), what ->> 'otherwise')
       ORDER BY language = what ->> 'language' DESC, language = left(what ->> 'language', 2) DESC
       LIMIT 1) own`,
);
