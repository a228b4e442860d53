import { verify, type KeyObject } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { RawMessage } from '../domain/provider';

/** The headers of a message, by PayPal's names for them in its own questions. */
const HEADERS = {
  auth_algo: 'paypal-auth-algo',
  cert_url: 'paypal-cert-url',
  transmission_id: 'paypal-transmission-id',
  transmission_sig: 'paypal-transmission-sig',
  transmission_time: 'paypal-transmission-time',
} as const;

const transmissionSchema = z.object({
  auth_algo: z.string().regex(/^[a-zA-Z0-9]{1,100}$/),
  cert_url: z.url({ protocol: /^https?$/ }).max(500),
  transmission_id: z.string().min(1).max(255),
  transmission_sig: z.string().min(1).max(2_000),
  transmission_time: z.string().min(1).max(100),
});

/** How a message was sent and signed. */
export type Transmission = z.output<typeof transmissionSchema>;

/** The one algorithm that PayPal is known to sign with. */
const RSA = 'SHA256withRSA';

/** Undefined where a header is missing or is not what PayPal would send. */
export function transmissionOf({ headers }: Pick<RawMessage, 'headers'>): Transmission | undefined {
  const found = Object.entries(HEADERS).map(([name, header]) => [name, headers[header]]);
  return transmissionSchema.safeParse(Object.fromEntries(found)).data;
}

/**
 * Whether a message was signed with a key; undefined for an algorithm that is not known here.
 * Source: developer.paypal.com, “Integrate webhooks”, self verification.
 *
 * @param body as it came: one byte more or less, and nothing fits
 */
export function isSignedBy(
  key: KeyObject,
  { auth_algo, transmission_id, transmission_time, transmission_sig }: Transmission,
  webhookId: string,
  body: Buffer,
): boolean | undefined {
  if (auth_algo !== RSA) return undefined;
  const signed = `${transmission_id}|${transmission_time}|${webhookId}|${crc32(body)}`;
  return verify('sha256', Buffer.from(signed), key, Buffer.from(transmission_sig, 'base64'));
}
