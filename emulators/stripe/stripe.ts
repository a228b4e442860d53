import { adminRoutes } from '../lib/admin';
import { Faults } from '../lib/faults';
import { serve, type Address, type Call, type Emulator, type Reply, type Route } from '../lib/http';
import { Postman } from '../lib/postman';
import { Books } from './books';
import { Events } from './events';
import { parseForm, textIn } from './form';
import { IdempotencyKeys } from './idempotency';
import { listOf } from './lists';
import { payPage } from './pay-page';
import { PaymentIntents } from './payment-intents';
import { broken, errorReply, missing, noSuchRoute } from './refusals';
import { Refunds } from './refunds';
import { DEFAULTS, SECRET_KEY, settingsSchema } from './settings';

const OPERATIONS = [
  'intent.create',
  'intent.retrieve',
  'intent.update',
  'intent.confirm',
  'intent.capture',
  'intent.cancel',
  'intent.list',
  'refund.create',
  'refund.retrieve',
  'event',
];

/** Stripe's payment intents, refunds and events, for its official library. */
export async function openStripe(address: Address): Promise<Emulator> {
  const settings = { ...DEFAULTS };
  const faults = new Faults(OPERATIONS, { answer: 'intent.create', message: 'event' });
  const postman = new Postman(faults, settings);
  const books = new Books(new Events(settings, postman));
  const intents = new PaymentIntents(books);
  const refunds = new Refunds(books);
  const keys = new IdempotencyKeys(settings);

  const api = (
    method: string,
    path: string,
    operation: string | undefined,
    work: (call: Call) => Reply,
    amount?: Route['amount'],
  ): Route => ({
    method,
    path,
    ...(operation && { operation }),
    ...(amount && { amount }),
    work: (call) => (isKeyRight(call) ? keys.once(call, work) : wrongKey(call)),
  });
  const hand = (path: string, work: (call: Call) => Reply): Route => ({
    method: 'POST',
    path,
    work: (call) => {
      const reply = work(call);
      return call.headers.accept?.includes('text/html') === true ? BACK : reply;
    },
  });
  const amountOfIntent = ({ params }: Call) => books.intents.get(params.id ?? '')?.amount;

  const routes: Route[] = [
    api(
      'POST',
      '/v1/payment_intents',
      'intent.create',
      (call) => intents.create(call),
      amountInForm,
    ),
    api('GET', '/v1/payment_intents', 'intent.list', (call) =>
      listOf(books.intents.values(), call),
    ),
    api(
      'GET',
      '/v1/payment_intents/:id',
      'intent.retrieve',
      (call) => intents.retrieve(call),
      amountOfIntent,
    ),
    api(
      'POST',
      '/v1/payment_intents/:id',
      'intent.update',
      (call) => intents.update(call),
      amountOfIntent,
    ),
    api(
      'POST',
      '/v1/payment_intents/:id/confirm',
      'intent.confirm',
      (call) => intents.confirm(call),
      amountOfIntent,
    ),
    api(
      'POST',
      '/v1/payment_intents/:id/capture',
      'intent.capture',
      (call) => intents.capture(call),
      amountOfIntent,
    ),
    api(
      'POST',
      '/v1/payment_intents/:id/cancel',
      'intent.cancel',
      (call) => intents.cancel(call),
      amountOfIntent,
    ),
    api('GET', '/v1/charges', undefined, (call) => listOf(books.charges.values(), call)),
    api('GET', '/v1/charges/:id', undefined, ({ params }) => ({
      status: 200,
      body: books.charge(params.id ?? ''),
    })),
    api('POST', '/v1/refunds', 'refund.create', (call) => refunds.create(call), amountInForm),
    api('GET', '/v1/refunds', undefined, (call) => listOf(books.refunds.values(), call)),
    api('GET', '/v1/refunds/:id', 'refund.retrieve', (call) => refunds.retrieve(call)),
    api('GET', '/v1/disputes', undefined, (call) => listOf(books.disputes.values(), call)),
    api('GET', '/v1/events', undefined, (call) => listOf(books.events.list, call)),
    api('GET', '/v1/events/:id', undefined, ({ params }) => {
      const event = books.events.list.find(({ id }) => id === params.id);
      if (event === undefined) throw missing('event', params.id ?? '');
      return { status: 200, body: event };
    }),
    { method: 'GET', path: '/', work: () => payPage(books.intents.values()) },
    hand('/_emulator/payment_intents/:id/pay/:card', (call) =>
      intents.confirm({ ...call, raw: Buffer.from(`payment_method=${call.params.card ?? ''}`) }),
    ),
    hand('/_emulator/payment_intents/:id/settle', (call) => intents.settle(call)),
    hand('/_emulator/payment_intents/:id/dispute', (call) => refunds.dispute(call)),
    hand('/_emulator/disputes/:id/close/:how', (call) => refunds.closeDispute(call)),
    ...adminRoutes({ faults, ledger: books.ledger, postman, settings, settingsSchema }),
  ];
  const server = await serve(address, routes, faults, { broken, noSuchRoute });
  return {
    ...server,
    async close() {
      postman.close();
      await server.close();
    },
  };
}

const BACK: Reply = { status: 303, headers: { Location: '/' } };

function amountInForm({ raw }: Call): number | undefined {
  const amount = textIn(parseForm(raw.toString()), 'amount');
  return amount === undefined ? undefined : Number(amount);
}

/** Stripe takes the key as a bearer token or as the user of Basic authentication. */
function isKeyRight({ headers }: Call): boolean {
  const basic = Buffer.from(`${SECRET_KEY}:`).toString('base64');
  return [`Bearer ${SECRET_KEY}`, `Basic ${basic}`].includes(headers.authorization ?? '');
}

function wrongKey({ headers }: Call): Reply {
  const key = (headers.authorization ?? '').replace(/^\w+ /, '');
  return errorReply(401, {
    type: 'invalid_request_error',
    message:
      key === ''
        ? 'You did not provide an API key.'
        : `Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}`,
  });
}
