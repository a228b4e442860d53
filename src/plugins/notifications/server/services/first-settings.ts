import type { Core } from '@strapi/strapi';
import { databaseOf, newDocumentId } from '../../../kernel/server/contract';
import { allShipped } from '../domain/defaults';
import { seedTemplates } from '../sql/seed-templates';

const SETTINGS = 'plugin::notifications.settings';

/**
 * Sets messages up when the shop first starts: the settings with their defaults, and the shipped
 * templates. What staff have made of them stays.
 */
export async function ensureMessages(strapi: Core.Strapi): Promise<void> {
  const documents = strapi.documents(SETTINGS);
  if ((await documents.findFirst({})) === null) {
    await documents.create({ data: { mails: {}, sms: {}, push: {} } as never });
  }
  const templates = allShipped().map((one) => ({ documentId: newDocumentId(), ...one }));
  await databaseOf(strapi).query(seedTemplates, [JSON.stringify(templates)]);
}
