import type { Core } from '@strapi/strapi';
import { invalid, Refusal } from '../../../kernel/server/contract';
import { isMailbox } from '../domain/header';
import { isTimeZone } from '../domain/quiet-hours';
import { templatesOf } from '../services/writing/templates';

type DocumentMiddleware = Parameters<Core.Strapi['documents']['use']>[0];

const WRITES = new Set(['create', 'update', 'delete', 'clone']);
/** What the shop itself writes and staff only read. */
const RECORDS = new Set([
  'plugin::notifications.message',
  'plugin::notifications.stock-subscription',
]);

/**
 * What staff edit of messages: the history not at all, a template only to one that can be read, settings
 * only to what they can mean.
 */
export function messageRecords(strapi: Core.Strapi): DocumentMiddleware {
  return async (ctx, next) => {
    const { uid, action } = ctx as { uid: string; action: string };
    if (!uid.startsWith('plugin::notifications.') || !WRITES.has(action)) return next();
    if (RECORDS.has(uid)) {
      throw new Refusal('FORBIDDEN', 'Messages are written by the shop itself.');
    }
    const { data } = ctx.params as { data?: Record<string, unknown> };
    if (data === undefined) return next();
    if (uid === 'plugin::notifications.message-template') await checkTemplate(strapi, data);
    if (uid === 'plugin::notifications.settings') checkSettings(data);
    if (uid === 'plugin::notifications.preference' && action !== 'update') {
      throw new Refusal('FORBIDDEN', 'Wishes are their owners’ to make.');
    }
    return next();
  };
}

async function checkTemplate(strapi: Core.Strapi, data: Record<string, unknown>): Promise<void> {
  const templates = await templatesOf(strapi);
  const faults = (['subject', 'text', 'html'] as const).flatMap((name) => {
    const source = data[name];
    if (typeof source !== 'string') return [];
    const fault = templates.faultIn(source, name === 'html' ? 'html' : 'text');
    return fault === undefined ? [] : [{ path: [name], message: fault }];
  });
  if (faults.length > 0) throw invalid(faults);
  // What was wrong before this edit.
  Object.assign(data, { fault: null, faultAt: null });
}

function checkSettings({ timeZone, staffRecipients }: Record<string, unknown>): void {
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    const message = 'must be a time zone, such as Africa/Nairobi';
    throw invalid([{ path: ['timeZone'], message }]);
  }
  const list: unknown[] = Array.isArray(staffRecipients) ? staffRecipients : [];
  const wrong = list.find((one) => typeof one !== 'string' || !isMailbox(one));
  if (wrong !== undefined) {
    const message = `${JSON.stringify(wrong)} is no e-mail address`;
    throw invalid([{ path: ['staffRecipients'], message }]);
  }
}
