import Stripe from 'stripe';

export interface StripeSettings {
  secretKey: string;
  /** The newest first; several while one is being changed for another. */
  webhookSecrets: readonly string[];
  /** Address of a local server instead of Stripe's. */
  apiBase: string | undefined;
  /** `manual`: the money is reserved, and taken when the goods leave. */
  capture: 'automatic' | 'manual';
}

/** Milliseconds for one try; there are at most three, within what a call may take. It follows no redirects. */
const TRY_LIMIT_MS = 5_500;

/** Stripe's own library, with limits on its patience. */
export function openStripe({ secretKey, apiBase }: StripeSettings): Stripe {
  const base = apiBase === undefined ? undefined : new URL(apiBase);
  return new Stripe(secretKey, {
    maxNetworkRetries: 2,
    timeout: TRY_LIMIT_MS,
    telemetry: false,
    ...(base === undefined
      ? {}
      : {
          host: base.hostname,
          port: base.port || (base.protocol === 'https:' ? 443 : 80),
          protocol: base.protocol === 'https:' ? 'https' : 'http',
        }),
  });
}

/** Stripe's clear no to a call: nothing has happened, and the same call will never work. */
export interface No {
  kind: 'no';
  code: string;
  message: string;
}

/**
 * What an error of the library means. A silence, a fault of theirs, too many calls or a wrong key are
 * thrown on: they say nothing about the money.
 */
export function noOf(error: unknown): No {
  if (
    error instanceof Stripe.errors.StripeCardError ||
    error instanceof Stripe.errors.StripeInvalidRequestError
  ) {
    const code = error.decline_code ?? error.code ?? error.type;
    return { kind: 'no', code, message: error.message };
  }
  throw error;
}

/** Seconds after which a fault that comes under the same key again can only be a stored one. */
const FAULT_PASSES_SECONDS = 60;

/**
 * Whether a fault of theirs was a stored answer: the same key will give it for ever, and another one
 * is needed. It says so itself, but for what stands in between and drops that header.
 *
 * @param ageSeconds since the first call under the key was to be made
 */
export function isStoredFault(error: unknown, ageSeconds: number): boolean {
  if (!(error instanceof Stripe.errors.StripeAPIError)) return false;
  if (error.headers?.['idempotent-replayed'] === 'true') return true;
  return (error.statusCode ?? 0) >= 500 && ageSeconds > FAULT_PASSES_SECONDS;
}
