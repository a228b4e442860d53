import type { Settings } from './settings';

/** How messages leave the house: by what is set up. */
export function notificationSettings(settings: Settings) {
  return {
    from: settings.FROM_EMAIL,
    mail: mailSettings(settings),
    sendgridWebhookKey: settings.SENDGRID_WEBHOOK_PUBLIC_KEY,
    sms: smsSettings(settings),
    push: pushSettings(settings),
  };
}

function mailSettings({
  SENDGRID_API_KEY: apiKey,
  SENDGRID_BASE_URL: baseUrl,
  SMTP_URL: url,
}: Settings) {
  if (apiKey !== undefined) return { kind: 'sendgrid' as const, apiKey, baseUrl };
  if (url !== undefined) return { kind: 'smtp' as const, url };
  return { kind: 'files' as const };
}

function smsSettings(settings: Settings) {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = settings;
  const { AFRICASTALKING_USERNAME: username, AFRICASTALKING_API_KEY: apiKey } = settings;
  const { TWILIO_FROM: from, AFRICASTALKING_FROM: sender } = settings;
  if (accountSid !== undefined && authToken !== undefined && from !== undefined) {
    const baseUrl = settings.TWILIO_BASE_URL;
    return { kind: 'twilio' as const, accountSid, authToken, from, baseUrl };
  }
  if (username !== undefined && apiKey !== undefined) {
    const baseUrl = settings.AFRICASTALKING_BASE_URL;
    return { kind: 'africastalking' as const, username, apiKey, sender, baseUrl };
  }
  return undefined;
}

function pushSettings({
  VAPID_PUBLIC_KEY: publicKey,
  VAPID_PRIVATE_KEY: privateKey,
  VAPID_SUBJECT: subject,
}: Settings) {
  if (publicKey === undefined || privateKey === undefined || subject === undefined)
    return undefined;
  return { publicKey, privateKey, subject };
}
