import type { Core } from '@strapi/strapi';
import { dukaConfig } from '../../../../kernel/server/contract';
import { openSms } from '../../transports/sms/open-sms';
import type { SmsTransport } from '../../transports/sms/sms-transport';

type Open = () => Promise<SmsTransport | undefined>;

/** The way for SMS, opened once a process. */
export function createSms({ strapi }: { strapi: Core.Strapi }): Open {
  let opened: ReturnType<Open> | undefined;
  return () => (opened ??= openSms(dukaConfig(strapi)));
}

/** Undefined where no provider is set up. */
export function smsOf(strapi: Core.Strapi): ReturnType<Open> {
  return (strapi.plugin('notifications').service('sms') as Open)();
}
