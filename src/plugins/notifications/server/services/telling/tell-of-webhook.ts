import type { Core } from '@strapi/strapi';
import type { Happened } from '../../../../jobs/server/contract';
import type { Transaction } from '../../../../kernel/server/contract';
import { causeOf, queueMessages } from '../queue/queue-messages';
import { messageSettings } from '../settings';
import { staffWishes } from './tell-of-order';

/** Tells staff that another system hears nothing of the shop any more. */
export async function tellOfWebhook(
  strapi: Core.Strapi,
  tx: Transaction,
  happened: Happened<'webhook.disabled'>,
): Promise<void> {
  const { url, reason } = happened.payload;
  const settings = await messageSettings(strapi, tx);
  const wishes = staffWishes(settings, 'webhookDisabled', { url, reason });
  await queueMessages(tx, settings, [{ cause: causeOf(happened), wishes }]);
}
