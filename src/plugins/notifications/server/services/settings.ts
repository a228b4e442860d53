import type { Core } from '@strapi/strapi';
import { clockOf, dukaConfig, type Queryable } from '../../../kernel/server/contract';
import { isMailbox } from '../domain/header';
import type { Channel, Kind } from '../domain/kinds';
import type { QuietHours } from '../domain/quiet-hours';
import { lockWriting } from '../sql/lock-writing';
import { readSettings, type SettingsRow } from '../sql/read-settings';

/** What staff have set about messages. */
export interface MessageSettings {
  shopName: string;
  /** The shop's currency. */
  currency: string;
  senderName: string;
  replyTo: string | undefined;
  /** Of who has not said another. */
  language: string;
  quiet: QuietHours;
  staffRecipients: string[];
  abandonedCartMinutes: number;
  /** When they were read, by the database's clock. */
  now: Date;
  /** Whether staff want it sent, and there is a way to send it. */
  isOn(kind: Kind, channel: Channel): boolean;
}

/** The field of the settings that has the switches of a way. */
const FIELDS: Readonly<Record<Channel, string>> = { email: 'mails', sms: 'sms', push: 'push' };

/** What was read for a transaction, which handles many events, or is being read at this moment. */
const known = new WeakMap<Queryable, Promise<MessageSettings>>();

/**
 * In a transaction they are read once; else those who ask at the same moment share one reading. In a
 * transaction that writes messages, ask before reading whom they go to: from then on to its end nobody's
 * account is deleted, so that who leaves is forgotten after what was written to them.
 *
 * @throws Error before the shop has been set up
 */
export function messageSettings(strapi: Core.Strapi, db: Queryable): Promise<MessageSettings> {
  const before = known.get(db);
  if (before !== undefined) return before;
  const inTransaction = 'inTransaction' in db;
  const locked = inTransaction ? db.query(lockWriting, []) : undefined;
  const reading = Promise.all([read(strapi, db), locked]).then(([settings]) => settings);
  known.set(db, reading);
  if (!inTransaction) reading.finally(() => known.delete(db)).catch(() => undefined);
  return reading;
}

async function read(strapi: Core.Strapi, db: Queryable): Promise<MessageSettings> {
  const { sms, push } = dukaConfig(strapi).notifications;
  const ways = { email: true, sms: sms !== undefined, push: push !== undefined };
  const [row] = await db.query(readSettings, []);
  if (row === undefined) throw new Error('There are no message settings yet');
  const staff: unknown[] = Array.isArray(row.staff_recipients) ? row.staff_recipients : [];
  return {
    shopName: row.shop_name,
    currency: row.currency,
    senderName: row.sender_name ?? row.shop_name,
    replyTo: row.reply_to ?? undefined,
    language: row.language,
    quiet: { from: row.quiet_from, until: row.quiet_until, timeZone: row.time_zone },
    staffRecipients: staff.filter((one) => typeof one === 'string').filter(isMailbox),
    abandonedCartMinutes: row.abandoned_cart_minutes,
    now: new Date(clockOf(strapi).now()),
    isOn: (kind, channel) => ways[channel] && switchOf(row, kind, channel),
  };
}

/** A switch that nobody has touched since its kind came into the house is on for mail alone. */
function switchOf({ switches }: SettingsRow, kind: Kind, channel: Channel): boolean {
  const column = kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const value = switches[FIELDS[channel]]?.[column];
  return typeof value === 'boolean' ? value : channel === 'email';
}
