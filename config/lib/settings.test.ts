import { generateVAPIDKeys } from 'web-push';
import { readSettings } from './settings';

const SECRET = 'of-the-tests-and-long-enough';
/** What a process cannot start without. */
const LEAST = {
  TZ: 'UTC',
  DATABASE_URL: 'postgresql://duka@localhost:5432/duka',
  APP_KEYS: SECRET,
  API_TOKEN_SALT: SECRET,
  ADMIN_JWT_SECRET: SECRET,
  TRANSFER_TOKEN_SALT: SECRET,
  JWT_SECRET: SECRET,
  ENCRYPTION_KEY: SECRET,
};
const { publicKey, privateKey } = generateVAPIDKeys();

const STRIPE = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' };
const MPESA = {
  MPESA_CONSUMER_KEY: 'key',
  MPESA_CONSUMER_SECRET: 'secret',
  MPESA_SHORTCODE: '174379',
  MPESA_PASSKEY: 'pass',
  MPESA_CALLBACK_BASE_URL: 'https://shop.example.com',
};
const INITIATOR = { MPESA_INITIATOR_NAME: 'api', MPESA_SECURITY_CREDENTIAL: 'credential' };
const PAYPAL = {
  PAYPAL_CLIENT_ID: 'id',
  PAYPAL_CLIENT_SECRET: 'secret',
  PAYPAL_WEBHOOK_ID: 'WH-1',
};
const TWILIO = {
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM: '+15005550006',
};
const AFRICAS_TALKING = { AFRICASTALKING_USERNAME: 'duka', AFRICASTALKING_API_KEY: 'key' };
const CLOUDINARY = {
  CLOUDINARY_NAME: 'shop',
  CLOUDINARY_KEY: 'key',
  CLOUDINARY_SECRET: 'secret',
};
const PUSH = {
  VAPID_PUBLIC_KEY: publicKey,
  VAPID_PRIVATE_KEY: privateKey,
  VAPID_SUBJECT: 'mailto:shop@example.com',
};
const SENDGRID = { SENDGRID_API_KEY: 'SG.key', FROM_EMAIL: 'shop@example.com' };
const SMTP = { SMTP_URL: 'smtps://user:word@mail.example.com', FROM_EMAIL: 'shop@example.com' };
const ADMINISTRATOR = { DUKA_ADMIN_EMAIL: 'a@example.com', DUKA_ADMIN_PASSWORD: 'long-enough' };

type Environment = Readonly<Record<string, string>>;

/** What is wrong with an environment; nothing where nothing is. */
function faultsOf(more: Environment): string[] {
  try {
    readSettings({ ...LEAST, ...more });
    return [];
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
}

const without = (all: Environment, name: string): Environment =>
  Object.fromEntries(Object.entries(all).filter(([other]) => other !== name));

/** What only works whole. */
const WHOLE: Readonly<Record<string, Environment>> = {
  Stripe: STRIPE,
  'M-Pesa': MPESA,
  PayPal: PAYPAL,
  Twilio: TWILIO,
  'Africa’s Talking': AFRICAS_TALKING,
  Cloudinary: CLOUDINARY,
  'web push': PUSH,
  SendGrid: SENDGRID,
  SMTP,
  'the first administrator': ADMINISTRATOR,
};

test('what is set up whole is taken, alone or all of it together', () => {
  for (const all of Object.values(WHOLE)) expect(faultsOf(all)).toEqual([]);
  const together = {
    ...STRIPE,
    ...MPESA,
    ...INITIATOR,
    ...PAYPAL,
    ...TWILIO,
    ...CLOUDINARY,
    ...PUSH,
    ...SENDGRID,
  };
  expect(faultsOf(together)).toEqual([]);
  expect(faultsOf({})).toEqual([]);
});

/** Of mail, an address of the sender alone is no fault: files have one, too. */
const halves = Object.entries(WHOLE).flatMap(([what, all]) =>
  Object.keys(all)
    .filter((name) => !['SENDGRID_API_KEY', 'SMTP_URL'].includes(name))
    .map((name) => [what, name, without(all, name)] as const),
);

test.each(halves)('%s without %s is refused by that name', (_what, name, half) => {
  expect(faultsOf(half)).toEqual([expect.stringMatching(`^${name} is missing: `)]);
});

test.each<[name: string, environment: Environment]>([
  ['MPESA_SECURITY_CREDENTIAL', { ...MPESA, MPESA_INITIATOR_NAME: 'api' }],
  ['MPESA_CONSUMER_KEY', INITIATOR],
  ['AFRICASTALKING_USERNAME', { AFRICASTALKING_FROM: 'DUKA' }],
  ['SENDGRID_API_KEY', { SENDGRID_WEBHOOK_PUBLIC_KEY: 'key' }],
  // A line that somebody left empty, or nearly so.
  ['STRIPE_WEBHOOK_SECRET', { ...STRIPE, STRIPE_WEBHOOK_SECRET: '' }],
  ['TWILIO_AUTH_TOKEN', { ...TWILIO, TWILIO_AUTH_TOKEN: '  ' }],
])('%s is missing where another setting needs it', (name, environment) => {
  expect(faultsOf(environment)).toEqual([expect.stringMatching(`^${name} is missing: `)]);
});

test.each<[name: string, environment: Environment]>([
  ['SMTP_URL', { ...SMTP, ...SENDGRID }],
  ['TWILIO_ACCOUNT_SID', { ...TWILIO, ...AFRICAS_TALKING }],
])('%s is set beside its rival', (name, environment) => {
  expect(faultsOf(environment)).toEqual([expect.stringMatching(`^${name} is set beside `)]);
});

test.each<[name: string, value: string, beside?: Environment]>([
  ['TZ', 'Africa/Nairobi'],
  ['PORT', 'http'],
  ['DATABASE_URL', 'mysql://localhost/duka'],
  ['DATABASE_URL', 'postgresql://localhost:port/duka'],
  ['REDIS_URL', 'localhost:6379'],
  ['REDIS_URL', 'redis:6379'],
  ['REDIS_URL', 'redis://localhost:port'],
  ['SENTRY_DSN', 'https://sentry.io/1'],
  ['SENTRY_DSN', 'https://key@sentry.io'],
  ['SENTRY_DSN', 'key@sentry.io/1'],
  ['SMTP_URL', 'smtp:mail', SMTP],
  ['SMTP_URL', 'mail.example.com:587', SMTP],
  ['SMTP_URL', 'smtp://user@mail.example.com', SMTP],
  ['FROM_EMAIL', 'Duka', SENDGRID],
  ['STRIPE_WEBHOOK_SECRET', ' , ', STRIPE],
  ['MPESA_SHORTCODE', '+254700', MPESA],
  ['MPESA_CALLBACK_BASE_URL', 'https://shop.example.com/mpesa', MPESA],
  ['VAPID_PUBLIC_KEY', privateKey, PUSH],
  ['VAPID_PRIVATE_KEY', 'not a key', PUSH],
  ['VAPID_SUBJECT', 'shop@example.com', PUSH],
])('%s cannot be %s', (name, value, beside = {}) => {
  expect(faultsOf({ ...beside, [name]: value })).toEqual([expect.stringMatching(`^${name} `)]);
});

test.each<[name: string, value: string, beside?: Environment]>([
  ['REDIS_URL', 'rediss://:word@redis.example.com:6380/2'],
  ['SENTRY_DSN', 'https://0123abcd@o1.ingest.sentry.io/4501'],
  ['SENTRY_DSN', 'http://key:word@sentry.example.com:9000/below/a/path/7'],
  ['DATABASE_URL', 'postgresql:///duka?host=/var/run/postgresql'],
  ['SMTP_URL', 'smtp://mail.example.com:25', SMTP],
  ['DUKA_OPS_TOKEN', 'short'],
  ['JWT_SECRET', 'short'],
])('%s can be %s', (name, value, beside = {}) => {
  expect(faultsOf({ ...beside, [name]: value })).toEqual([]);
});

test('all that is wrong is said at once', () => {
  expect(faultsOf({ PORT: '-1', REDIS_URL: 'redis', STRIPE_SECRET_KEY: 'sk_test_1' })).toHaveLength(
    3,
  );
});
