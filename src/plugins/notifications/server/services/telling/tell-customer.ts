import type { Core } from '@strapi/strapi';
import { accountBy } from '../../../../accounts/server/contract';
import type { Happened } from '../../../../jobs/server/contract';
import type { Transaction } from '../../../../kernel/server/contract';
import type { Kind } from '../../domain/kinds';
import { causeOf, queueMessages, type Wish } from '../queue/queue-messages';
import { messageSettings } from '../settings';

export type CustomerHappened = Happened<
  | 'customer.registered'
  | 'customer.verification_wanted'
  | 'customer.password_forgotten'
  | 'customer.password_changed'
>;

const KIND_OF: Readonly<Record<CustomerHappened['event'], Kind>> = {
  'customer.registered': 'verifyEmail',
  'customer.verification_wanted': 'verifyEmail',
  'customer.password_forgotten': 'resetPassword',
  'customer.password_changed': 'passwordChanged',
};

/** Writes to a customer about the own account. The token of the mail is made when it is sent. */
export async function tellCustomer(
  strapi: Core.Strapi,
  tx: Transaction,
  happened: CustomerHappened,
): Promise<void> {
  const { event, payload, happenedAt } = happened;
  const settings = await messageSettings(strapi, tx);
  const account = await accountBy(tx, payload.documentId);
  if (account === undefined) return;
  const kind = KIND_OF[event];
  if (kind === 'verifyEmail' && account.confirmed) return;
  const parameters = { customerId: account.documentId, happenedAt: happenedAt.toISOString() };
  const wish: Wish = { kind, channel: 'email', recipient: account.email, parameters };
  await queueMessages(tx, settings, [{ cause: causeOf(happened), wishes: [wish] }]);
}
