import type { Addresses } from './addresses';
import type { Daraja } from './client';
import { registeredSchema } from './objects';
import type { MpesaSettings } from './settings';

/** In production they can be given once; those are the same for ever (addresses.ts). */
const ALREADY_REGISTERED = /already registered/i;

/**
 * Tells Safaricom where payments to the paybill are to be asked about and told.
 *
 * @throws Error where it does not take them
 */
export async function registerAddresses(
  daraja: Daraja,
  { shortcode }: MpesaSettings,
  addresses: Addresses,
): Promise<void> {
  const registered = await daraja.post(
    registeredSchema,
    '/mpesa/c2b/v2/registerurl',
    {
      ShortCode: shortcode,
      // What happens to a payment while we cannot be asked: it comes in, and is sorted out afterwards.
      ResponseType: 'Completed',
      ConfirmationURL: addresses.confirmation(),
      ValidationURL: addresses.validation(),
    },
    () => undefined,
  );
  if (registered.kind === 'yes' || ALREADY_REGISTERED.test(registered.message)) return;
  throw new Error(`Safaricom takes no addresses for payments by hand: ${registered.message}`);
}

/** Why a payment by hand is refused before it is made. Source: Daraja, C2B, “Result codes”. */
export const REJECTIONS = {
  account: 'C2B00012',
  amount: 'C2B00013',
  other: 'C2B00016',
} as const;
