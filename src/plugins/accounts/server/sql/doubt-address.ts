import { statement } from '../../../kernel/server/contract';

/** Takes the word of a customer who has just registered for no proof of their address. */
export const doubtAddress = statement<[email: string], { document_id: string }>(
  'accounts.doubt_address',
  `UPDATE up_users SET confirmed = false WHERE email = $1 RETURNING document_id`,
);
