import { z } from 'zod';

export const settingsSchema = z
  .strictObject({
    /** Where events go; nowhere while empty. */
    webhookUrl: z.union([z.literal(''), z.url()]),
    webhookSecret: z.string().min(1),
    /** Whether an answer that is given again says so; what stands in between may drop that. */
    marksReplays: z.boolean(),
    retries: z.number().int().nonnegative(),
    retryMs: z.number().int().positive(),
  })
  .partial();

export type Settings = Required<z.infer<typeof settingsSchema>>;

export const SECRET_KEY = 'sk_test_emulated';

export const DEFAULTS: Settings = {
  webhookUrl: '',
  webhookSecret: 'whsec_emulated',
  marksReplays: true,
  retries: 3,
  retryMs: 1_000,
};
