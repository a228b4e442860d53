import { statement } from '../../../kernel/server/contract';

/** An endpoint's receiver has taken a message, so it is well. */
export const noteSuccess = statement<[endpointId: number], never>(
  'webhooks.note_success',
  `UPDATE webhook_endpoints SET failing_since = NULL
    WHERE id = $1 AND failing_since IS NOT NULL`,
);
