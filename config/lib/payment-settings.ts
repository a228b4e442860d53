import type { Settings } from './settings';

/** The settings of the payment providers that are set up, each with all that it needs. */
export function paymentSettings(settings: Settings) {
  return {
    refundApprovalAbove: settings.DUKA_REFUND_APPROVAL_ABOVE,
    stripe: stripeSettings(settings),
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
