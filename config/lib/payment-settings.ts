import type { Settings } from './settings';

/** The settings of the payment providers that are set up, each with all that it needs. */
export function paymentSettings(settings: Settings) {
  return {
    refundApprovalAbove: settings.DUKA_REFUND_APPROVAL_ABOVE,
    stripe: stripeSettings(settings),
    mpesa: mpesaSettings(settings),
    paypal: paypalSettings(settings),
  };
}

function stripeSettings({
  STRIPE_SECRET_KEY: secretKey,
  STRIPE_WEBHOOK_SECRET: webhookSecrets,
  STRIPE_API_BASE: apiBase,
  STRIPE_CAPTURE: capture,
}: Settings) {
  if (secretKey === undefined || webhookSecrets === undefined) return undefined;
  return { secretKey, webhookSecrets, apiBase, capture };
}

function mpesaSettings({
  MPESA_CONSUMER_KEY: consumerKey,
  MPESA_CONSUMER_SECRET: consumerSecret,
  MPESA_SHORTCODE: shortcode,
  MPESA_PASSKEY: passkey,
  MPESA_BASE_URL: baseUrl,
  MPESA_CALLBACK_BASE_URL: callbackBase,
  MPESA_INITIATOR_NAME: name,
  MPESA_SECURITY_CREDENTIAL: credential,
}: Settings) {
  const app = { consumerKey, consumerSecret, shortcode, passkey, callbackBase };
  if (!isComplete(app)) return undefined;
  const initiator = { name, credential };
  return { ...app, baseUrl, initiator: isComplete(initiator) ? initiator : undefined };
}

function paypalSettings({
  PAYPAL_CLIENT_ID: clientId,
  PAYPAL_CLIENT_SECRET: clientSecret,
  PAYPAL_WEBHOOK_ID: webhookId,
  PAYPAL_BASE_URL: baseUrl,
}: Settings) {
  const app = { clientId, clientSecret, webhookId };
  return isComplete(app) ? { ...app, baseUrl } : undefined;
}

function isComplete<Part extends object>(
  settings: Part,
): settings is { [Name in keyof Part]: NonNullable<Part[Name]> } & Part {
  return Object.values(settings).every((value) => value !== undefined);
}
