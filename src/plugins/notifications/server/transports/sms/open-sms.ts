import type { DukaConfig } from '../../../../kernel/server/contract';
import type { SmsTransport } from './sms-transport';

/** The way that the settings choose for SMS; undefined where none is set up. */
export async function openSms({
  notifications: { sms },
}: DukaConfig): Promise<SmsTransport | undefined> {
  if (sms?.kind === 'twilio') {
    const { twilioTransport } = await import('./twilio.js');
    return twilioTransport(sms);
  }
  if (sms?.kind === 'africastalking') {
    const { africasTalkingTransport } = await import('./africastalking.js');
    return africasTalkingTransport(sms);
  }
  return undefined;
}
