import { statement } from '../../../kernel/server/contract';

/** Writes down why a template could not be used, so that staff see it at the template itself. */
export const markTemplate = statement<[id: number, fault: string], never>(
  'notifications.mark_template',
  `UPDATE notification_templates
      SET fault = left($2, 500), fault_at = now()
    WHERE id = $1`,
);
