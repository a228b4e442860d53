import { z } from 'zod';

/** The values that Strapi's own templates and our `.env.example` ship: fine to read, unfit to run on. */
const EXAMPLE_SECRET = /tobemodified|change-?me|example|secret-here/i;

const production = process.env.NODE_ENV === 'production';

const secret = z
  .string({ error: 'is missing: set it to a random text of at least 16 characters' })
  .refine((value) => !production || value.length >= 16, {
    message: 'is too short: use a random text of at least 16 characters',
  })
  .refine((value) => !production || !EXAMPLE_SECRET.test(value), {
    message: 'still holds an example value: make a random one of your own',
  });

const list = z
  .string({ error: 'is missing: set one or more values, separated by commas' })
  .transform((value) => value.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''));

/** Origins as browsers send them: without the slash that people write at the end. */
const origins = list.pipe(
  z.array(
    z
      .url({
        protocol: /^https?$/,
        error: 'must be http:// or https:// addresses, separated by commas',
      })
      .transform((address) => new URL(address).origin),
  ),
);

const onOff = (byDefault: 'on' | 'off') =>
  z
    .enum(['on', 'off'], { error: 'must be on or off' })
    .default(byDefault)
    .transform((value) => value === 'on');

const positiveCount = (byDefault: number) =>
  z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .default(byDefault);

/** What a provider cannot work without: all of it is set, or none. */
const PROVIDERS = {
  Stripe: ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  'M-Pesa': [
    'MPESA_CONSUMER_KEY',
    'MPESA_CONSUMER_SECRET',
    'MPESA_SHORTCODE',
    'MPESA_PASSKEY',
    'MPESA_CALLBACK_BASE_URL',
  ],
  'The initiator of M-Pesa’s refunds': ['MPESA_INITIATOR_NAME', 'MPESA_SECURITY_CREDENTIAL'],
  PayPal: ['PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_SECRET', 'PAYPAL_WEBHOOK_ID'],
  Twilio: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'],
  'Africa’s Talking': ['AFRICASTALKING_USERNAME', 'AFRICASTALKING_API_KEY'],
  Cloudinary: ['CLOUDINARY_NAME', 'CLOUDINARY_KEY', 'CLOUDINARY_SECRET'],
  'Web push': ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT'],
} as const;

/** What a setting needs besides; and what cannot stand beside another, for it would be unclear which goes. */
const NEEDS = [
  ['SENDGRID_API_KEY', 'FROM_EMAIL'],
  ['SENDGRID_WEBHOOK_PUBLIC_KEY', 'SENDGRID_API_KEY'],
  ['SMTP_URL', 'FROM_EMAIL'],
  ['MPESA_INITIATOR_NAME', 'MPESA_CONSUMER_KEY'],
  ['AFRICASTALKING_FROM', 'AFRICASTALKING_USERNAME'],
  ['DUKA_ADMIN_EMAIL', 'DUKA_ADMIN_PASSWORD'],
  ['DUKA_ADMIN_PASSWORD', 'DUKA_ADMIN_EMAIL'],
] as const;
const RIVALS = [
  ['SMTP_URL', 'SENDGRID_API_KEY'],
  ['TWILIO_ACCOUNT_SID', 'AFRICASTALKING_USERNAME'],
] as const;

/** Bytes of a key of web push, as base64url. */
const keyOf = (bytes: number) =>
  z
    .string()
    .refine(
      (value) => /^[\w-]+$/.test(value) && Buffer.from(value, 'base64url').length === bytes,
      `must be ${bytes} bytes in base64url: npx web-push generate-vapid-keys makes a pair`,
    );

function hasBothOrNone(address: string): boolean {
  const { username, password } = new URL(address);
  return (username === '') === (password === '');
}

const address = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });

const settingsSchema = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce
    .number({ error: 'must be a port number' })
    .int('must be a whole number')
    .min(0, 'must be between 0 and 65535')
    .max(65535, 'must be between 0 and 65535')
    .default(1337),
  PUBLIC_URL: z.url({ error: 'must be the address of this server' }).optional(),
  PROXY: onOff('off'),
  TZ: z.literal('UTC', {
    error: 'must be UTC: Strapi writes times in the zone of the process (npm start sets it)',
  }),
  DATABASE_URL: z
    .string({ error: 'is missing: give a PostgreSQL address, or use npm start, which brings one' })
    .regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address')
    .refine((value) => URL.canParse(value), 'cannot be read as a postgresql:// address'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  DUKA_READ_CACHE_MB: z.coerce
    .number({ error: 'must be a number of megabytes, or 0' })
    .min(0, 'must be at least 0')
    .default(64),
  DUKA_READ_MAX_AGE_SECONDS: z.coerce
    .number({ error: 'must be a whole number of seconds' })
    .int('must be a whole number of seconds')
    .min(0, 'must be at least 0')
    .default(1),
  REDIS_URL: z
    .url({
      protocol: /^rediss?$/,
      hostname: /./,
      error: 'must be a redis:// or rediss:// address',
    })
    .optional(),
  APP_KEYS: list.pipe(z.array(secret).min(1, 'is missing: set one or more random texts')),
  API_TOKEN_SALT: secret,
  ADMIN_JWT_SECRET: secret,
  TRANSFER_TOKEN_SALT: secret,
  JWT_SECRET: secret,
  ENCRYPTION_KEY: secret,
  FRONTEND_URL: origins.default([]),
  DUKA_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a currency code of ISO 4217, such as USD or KES')
    .default('USD'),
  DUKA_HOLD_MINUTES: z.coerce
    .number({ error: 'must be a number of minutes' })
    .positive('must be more than 0')
    .max(24 * 60, 'must be at most a day')
    .default(15),
  DUKA_HOLD_CEILING_MINUTES: z.coerce
    .number({ error: 'must be a number of minutes' })
    .positive('must be more than 0')
    .default(120),
  DUKA_MOST_UNITS_PER_SKU: positiveCount(1_000),
  DUKA_MOST_UNITS_PER_SKU_AND_ADDRESS: positiveCount(5_000),
  DUKA_MOST_LINES_PER_ADDRESS: positiveCount(10_000),
  DUKA_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  DUKA_ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  DUKA_RATE_LIMITS: onOff('on'),
  DUKA_LOG_INS_PER_MINUTE: positiveCount(10),
  DUKA_REGISTRATIONS_PER_HOUR: positiveCount(10),
  DUKA_NEW_CARTS_PER_MINUTE: positiveCount(60),
  DUKA_COUPON_GUESSES_PER_MINUTE: positiveCount(20),
  DUKA_PAYMENTS_PER_ORDER: positiveCount(20),
  DUKA_PAYMENTS_PER_PHONE: positiveCount(30),
  DUKA_REFUSALS_PER_CARD: positiveCount(10),
  DUKA_LOCK_AFTER_FAILURES: positiveCount(10),
  DUKA_LOCK_MINUTES: z.coerce
    .number({ error: 'must be a number of minutes' })
    .positive('must be more than 0')
    .default(15),
  DUKA_SERVE_ADMIN: onOff('on'),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: list
    .pipe(z.array(z.string()).min(1, 'is empty: set one or more signing secrets'))
    .optional(),
  STRIPE_API_BASE: address.optional(),
  STRIPE_CAPTURE: z
    .enum(['automatic', 'manual'], { error: 'must be automatic or manual' })
    .default('automatic'),
  MPESA_CONSUMER_KEY: z.string().optional(),
  MPESA_CONSUMER_SECRET: z.string().optional(),
  MPESA_SHORTCODE: z
    .string()
    .regex(/^\d{5,7}$/, 'must be a paybill number of 5 to 7 digits')
    .optional(),
  MPESA_PASSKEY: z.string().optional(),
  MPESA_BASE_URL: address.default('https://api.safaricom.co.ke'),
  MPESA_CALLBACK_BASE_URL: address
    .refine((value) => !/m-?pesa|safaricom|exec?|cmd|sql|query/i.test(value), {
      message:
        'must not have one of the words mpesa, safaricom, exe, cmd, sql, query: Daraja refuses them',
    })
    .optional(),
  MPESA_INITIATOR_NAME: z.string().optional(),
  MPESA_SECURITY_CREDENTIAL: z.string().optional(),
  PAYPAL_CLIENT_ID: z.string().optional(),
  PAYPAL_CLIENT_SECRET: z.string().optional(),
  PAYPAL_WEBHOOK_ID: z.string().optional(),
  PAYPAL_BASE_URL: address.default('https://api-m.paypal.com'),
  DUKA_REFUND_APPROVAL_ABOVE: z.coerce
    .number({ error: 'must be a whole number of minor units' })
    .int('must be a whole number of minor units')
    .min(0, 'must be at least 0')
    .optional(),
  DUKA_SEARCH_LANGUAGES: list
    .pipe(
      z
        .array(z.string().regex(/^[a-z_]+$/, 'must be names of text search configurations'))
        .min(1, 'must name a language, such as english'),
    )
    .default(['english']),
  OPENSEARCH_URL: address.optional(),
  OPENSEARCH_INDEX: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,99}$/, 'must be small letters, digits, - and _')
    .default('duka-products'),
  FROM_EMAIL: z.email('must be an e-mail address').optional(),
  SENDGRID_API_KEY: z.string().optional(),
  SENDGRID_BASE_URL: address.default('https://api.sendgrid.com'),
  SENDGRID_WEBHOOK_PUBLIC_KEY: z.string().optional(),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      hostname: /./,
      error: 'must be an smtp:// or smtps:// address',
    })
    .refine((value) => hasBothOrNone(value), 'has a user without a password, or one without a user')
    .optional(),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_FROM: z.string().optional(),
  TWILIO_BASE_URL: address.default('https://api.twilio.com'),
  AFRICASTALKING_USERNAME: z.string().optional(),
  AFRICASTALKING_API_KEY: z.string().optional(),
  AFRICASTALKING_FROM: z.string().optional(),
  AFRICASTALKING_BASE_URL: address.default('https://api.africastalking.com'),
  CLOUDINARY_NAME: z.string().optional(),
  CLOUDINARY_KEY: z.string().optional(),
  CLOUDINARY_SECRET: z.string().optional(),
  VAPID_PUBLIC_KEY: keyOf(65).optional(),
  VAPID_PRIVATE_KEY: keyOf(32).optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:|https:\/\/)/, 'must be a mailto: or https:// address')
    .optional(),
  DUKA_KEEP_EVENTS_DAYS: positiveCount(14),
  DUKA_WEBHOOKS_ALLOW_PRIVATE: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default('false')
    .transform((value) => value === 'true'),
  DUKA_WEBHOOKS_OFF_AFTER_DAYS: positiveCount(5),
  DUKA_WEBHOOKS_IN_SECRET: list.pipe(z.array(secret)).default([]),
  DUKA_SOCKETS_PER_ADDRESS: positiveCount(100),
  DUKA_CART_WARNING_MINUTES: z.coerce
    .number({ error: 'must be a number of minutes' })
    .positive('must be more than 0')
    .default(2),
  LOG_LEVEL: z
    .enum(['error', 'warn', 'info', 'http', 'verbose', 'debug', 'silly'], {
      error: 'must be error, warn, info, http, verbose, debug or silly',
    })
    .default('http'),
  LOG_FORMAT: z
    .enum(['json', 'text'], { error: 'must be json or text' })
    .default(production ? 'json' : 'text'),
  DUKA_OPS_TOKEN: z.string().optional(),
  SENTRY_DSN: z
    .string()
    .regex(/^https?:\/\/\w+(:\w+)?@[^/\s]+\/(\S+\/)?\d+$/, {
      error: 'must be the address that Sentry gives a project, such as https://key@sentry.io/1',
    })
    .optional(),
  SENTRY_ENVIRONMENT: z.string().default(process.env.NODE_ENV ?? 'development'),
  SENTRY_RELEASE: z.string().optional(),
  DUKA_IMAGES_ALLOW_PRIVATE: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default('false')
    .transform((value) => value === 'true'),
  DUKA_DATA_DIR: z.string().default('.duka'),
  DUKA_WORKER: z.enum(['inline', 'off'], { error: 'must be inline or off' }).default('inline'),
});

/** The schema with what only several settings together can get wrong. */
const completeSchema = settingsSchema.superRefine((settings, context) => {
  for (const [provider, names] of Object.entries(PROVIDERS)) {
    const missing = names.filter((name) => settings[name] === undefined);
    if (missing.length === 0 || missing.length === names.length) continue;
    for (const name of missing) {
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `is missing: ${provider} is half configured; set all of ${names.join(', ')}, or none`,
      });
    }
  }
  for (const [name, needed] of NEEDS) {
    if (settings[name] === undefined || settings[needed] !== undefined) continue;
    const message = `is missing: ${name} is set and needs it`;
    context.addIssue({ code: 'custom', path: [needed], message });
  }
  for (const [name, rival] of RIVALS) {
    if (settings[name] === undefined || settings[rival] === undefined) continue;
    const message = `is set beside ${rival}: set one of them`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
});

/** Every setting that an operator makes, checked and typed. */
export type Settings = z.infer<typeof settingsSchema>;

/**
 * Reads the environment.
 *
 * @throws Error naming each wrong setting and what to do about it.
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const present = Object.entries(environment).filter(([, value]) => value?.trim() !== '');
  const result = completeSchema.safeParse(Object.fromEntries(present));
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path, message }) => `  ${path[0]?.toString()} ${message}`,
  );
  throw new Error(`The configuration is not right:\n${[...new Set(faults)].join('\n')}`);
}
