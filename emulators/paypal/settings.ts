import { z } from 'zod';

export const settingsSchema = z
  .strictObject({
    /** Where events go; nowhere while empty. */
    webhookUrl: z.union([z.literal(''), z.url()]),
    webhookId: z.string().min(1),
    /** Name of the certificate in its address: by another name nobody has fetched it yet. */
    certificate: z.string().regex(/^[\w-]+$/),
    /** Who approves orders: a person on the page, or the emulator as soon as one is made. */
    payer: z.enum(['asks', 'approves']),
    retries: z.number().int().nonnegative(),
    retryMs: z.number().int().positive(),
  })
  .partial();

export type Settings = Required<z.infer<typeof settingsSchema>>;

export const CLIENT_ID = 'emulated-client-id';
export const CLIENT_SECRET = 'emulated-client-secret';

export const DEFAULTS: Settings = {
  webhookUrl: '',
  webhookId: '8PT597110X687430LKGECATA',
  certificate: 'CERT-360caa42-fca2a594-a5cafa77',
  payer: 'asks',
  retries: 3,
  retryMs: 1_000,
};
