import { statement } from '../../../kernel/server/contract';

/** Whether something is in the queue, or was taken out by who is not done with it yet. */
export const hasChanges = statement<[], { remains: boolean }>(
  'search.has_changes',
  'SELECT EXISTS (SELECT FROM search_changes) AS remains',
);
