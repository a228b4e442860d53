import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

export const settingsSchema = z
  .strictObject({
    /** Where events go; nowhere while empty. */
    webhookUrl: z.union([z.literal(''), z.url()]),
    /** What is told of each mail by itself: that it was taken and delivered, or nothing. */
    tells: z.enum(['delivery', 'nothing']),
    /** Whether the list of messages answers, which not every plan of SendGrid's has. */
    lists: z.boolean(),
    retries: z.number().int().nonnegative(),
    retryMs: z.number().int().positive(),
  })
  .partial();

export type Settings = Required<z.infer<typeof settingsSchema>>;

export const API_KEY = 'SG.emulated';

export const DEFAULTS: Settings = {
  webhookUrl: '',
  tells: 'delivery',
  lists: true,
  retries: 3,
  retryMs: 1_000,
};

/**
 * The pair of keys that signs what is told, the same in every emulator and worth nothing elsewhere. DER
 * in base64, the public one as SendGrid shows it in its settings.
 */
export const PUBLIC_KEY =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEn5SMo+0fz6LJwX5PKSayAJECRUfhnIppDpcEjhPHhoimctj7JUZD' +
  'sWJXNDDvNrPIYeV3UuTvRiOo8IpCV6z14w==';
export const PRIVATE_KEY = createPrivateKey({
  key: Buffer.from(
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQTThbbS0UBLzKDK4sVsZbzCi4i63MNYdPYCJHHHO' +
      '0lChRANCAASflIyj7R/PosnBfk8pJrIAkQJFR+GcimkOlwSOE8eGiKZy2PslRkOxYlc0MO82s8hh5XdS5O9GI6jwikJXrPXj',
    'base64',
  ),
  format: 'der',
  type: 'pkcs8',
});
