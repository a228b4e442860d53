import type { Core } from '@strapi/strapi';
import { onDeletion } from '../../accounts/server/contract';
import { databaseOf, define, registerRoutes } from '../../kernel/server/contract';
import contentTypes from './content-types';
import staff from './controllers/staff';
import storefront from './controllers/storefront';
import { listenForMessages } from './jobs/listeners';
import { scheduleMessages } from './jobs/schedules';
import { messageRecords } from './middlewares/message-records';
import { staffRoutes } from './routes/staff';
import { storefrontRoutes } from './routes/storefront';
import { ensureMessages } from './services/first-settings';
import { createGathering } from './services/gathering';
import { createLimits } from './services/limits';
import { registerPermissions } from './services/permissions';
import { forgetRecipient } from './services/recipients/forget-recipient';
import { createMailer } from './services/sending/mailer';
import { defineSending } from './services/sending/send-message';
import { createSms } from './services/sending/sms';
import { serveStrapi } from './services/sending/strapi-provider';
import { createTemplates } from './services/writing/templates';
import { neededColumns, tables } from './tables';

export default {
  contentTypes,
  controllers: { staff, storefront },
  services: {
    gathering: createGathering,
    limits: createLimits,
    mailer: createMailer,
    sms: createSms,
    templates: createTemplates,
  },
  register({ strapi }: { strapi: Core.Strapi }) {
    registerRoutes(strapi, 'notifications', [...storefrontRoutes, ...staffRoutes]);
    onDeletion(strapi, forgetRecipient);
    strapi.documents.use(messageRecords(strapi));
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    const database = databaseOf(strapi);
    await define(database, { name: 'notifications', needs: neededColumns, script: tables });
    await ensureMessages(strapi);
    await registerPermissions(strapi);
    serveStrapi(strapi);
    defineSending(strapi);
    listenForMessages(strapi);
    scheduleMessages(strapi);
  },
};
