import { statement } from '../../../kernel/server/contract';

export interface SettingsRow {
  shop_name: string;
  currency: string;
  sender_name: string | null;
  reply_to: string | null;
  language: string;
  time_zone: string;
  quiet_from: string;
  quiet_until: string;
  staff_recipients: unknown;
  abandoned_cart_minutes: number;
  /** Field of the settings → its component's columns, `order_placed` and so on. */
  switches: Record<string, Record<string, unknown>>;
}

/** What staff have set about messages, with the shop's name; one row. */
export const readSettings = statement<[], SettingsRow>(
  'notifications.read_settings',
  `SELECT shop.shop_name, shop.currency, own.sender_name, own.reply_to, own.language, own.time_zone,
          own.quiet_from, own.quiet_until, own.staff_recipients, own.abandoned_cart_minutes,
          coalesce(
            (SELECT jsonb_object_agg(part.field, coalesce(to_jsonb(mail), to_jsonb(short)))
               FROM notification_settings_cmps part
               LEFT JOIN components_notifications_mail_kinds mail
                 ON mail.id = part.cmp_id AND part.component_type = 'notifications.mail-kinds'
               LEFT JOIN components_notifications_short_kinds short
                 ON short.id = part.cmp_id AND part.component_type = 'notifications.short-kinds'
              WHERE part.entity_id = own.id),
            '{}') AS switches
     FROM notification_settings own
    CROSS JOIN (SELECT shop_name, currency FROM shop_settings ORDER BY id LIMIT 1) shop
    ORDER BY own.id
    LIMIT 1`,
);
