import { z } from 'zod';
import { adminRoutes } from '../lib/admin';
import { Faults } from '../lib/faults';
import {
  jsonOf,
  serve,
  type Address,
  type Call,
  type Emulator,
  type Reply,
  type Route,
} from '../lib/http';
import { Postman } from '../lib/postman';
import { bodyAs, Tokens } from './access';
import { approvalPage, backTo } from './approval-page';
import { Books } from './books';
import { Disputes } from './disputes';
import { Events } from './events';
import { Orders } from './orders';
import { Refunds } from './refunds';
import { broken, missing, noSuchRoute } from './refusals';
import { RequestIds } from './request-ids';
import { DEFAULTS, settingsSchema } from './settings';
import { listTransactions } from './transactions';

const OPERATIONS = [
  'token',
  'order.create',
  'order.retrieve',
  'order.capture',
  'capture.retrieve',
  'refund.create',
  'refund.retrieve',
  'dispute.retrieve',
  'transactions',
  'webhook.verify',
  'certificate',
  'event',
];

const transmissionSchema = z.object({
  auth_algo: z.string(),
  cert_url: z.string(),
  transmission_id: z.string(),
  transmission_sig: z.string(),
  transmission_time: z.string(),
  webhook_id: z.string(),
  webhook_event: z.record(z.string(), z.unknown()),
});

/** PayPal's orders, payments and webhooks. */
export async function openPaypal(address: Address): Promise<Emulator> {
  const settings = { ...DEFAULTS };
  const faults = new Faults(OPERATIONS, { answer: 'order.capture', message: 'event' });
  const postman = new Postman(faults, settings);
  const events = new Events(settings, postman);
  const books = new Books(events);
  const tokens = new Tokens();
  const requests = new RequestIds();
  const orders = new Orders(books, settings, events);
  const refunds = new Refunds(books, events);
  const disputes = new Disputes(books, events);

  const api = (
    method: string,
    path: string,
    operation: string,
    work: (call: Call) => Reply,
    amount?: Route['amount'],
  ): Route => ({
    method,
    path,
    operation,
    ...(amount && { amount }),
    work: (call) => {
      tokens.check(call);
      return requests.once(call, work);
    },
  });
  const unitsOfOrder = ({ params }: Call) => books.orders.get(params.id ?? '')?.units;
  const unitsOfCapture = ({ params }: Call) => books.captures.get(params.id ?? '')?.units;

  const routes: Route[] = [
    {
      method: 'POST',
      path: '/v1/oauth2/token',
      operation: 'token',
      work: (call) => tokens.give(call),
    },
    api('POST', '/v2/checkout/orders', 'order.create', (call) => orders.create(call)),
    api(
      'GET',
      '/v2/checkout/orders/:id',
      'order.retrieve',
      (call) => orders.retrieve(call),
      unitsOfOrder,
    ),
    api(
      'POST',
      '/v2/checkout/orders/:id/capture',
      'order.capture',
      (call) => orders.capture(call),
      unitsOfOrder,
    ),
    api(
      'GET',
      '/v2/payments/captures/:id',
      'capture.retrieve',
      (call) => refunds.retrieveCapture(call),
      unitsOfCapture,
    ),
    api(
      'POST',
      '/v2/payments/captures/:id/refund',
      'refund.create',
      (call) => refunds.create(call),
      unitsOfCapture,
    ),
    api('GET', '/v2/payments/refunds/:id', 'refund.retrieve', (call) => refunds.retrieve(call)),
    api('GET', '/v1/customer/disputes/:id', 'dispute.retrieve', (call) => disputes.retrieve(call)),
    api('GET', '/v1/reporting/transactions', 'transactions', (call) =>
      listTransactions(books, call),
    ),
    api('POST', '/v1/notifications/verify-webhook-signature', 'webhook.verify', (call) => {
      const isOurs = events.isOurs(bodyAs(transmissionSchema, call), eventIn(call));
      return { status: 200, body: { verification_status: isOurs ? 'SUCCESS' : 'FAILURE' } };
    }),
    {
      method: 'GET',
      path: '/v1/notifications/certs/:name',
      operation: 'certificate',
      work: () => ({
        status: 200,
        body: events.certificate,
        headers: { 'Content-Type': 'application/x-pem-file' },
      }),
    },
    {
      method: 'GET',
      path: '/checkoutnow',
      work: ({ query }) => approvalPage(books.order(query.get('token') ?? '')),
    },
    {
      method: 'POST',
      path: '/_emulator/orders/:id/approve',
      work: ({ params }) => {
        const order = books.order(params.id);
        orders.approve(order);
        return backTo(order.returnUrl, order);
      },
    },
    {
      method: 'POST',
      path: '/_emulator/orders/:id/dispute',
      work: (call) => disputes.open(call),
    },
    {
      method: 'POST',
      path: '/_emulator/orders/:id/reverse/:as',
      work: (call) => disputes.reverse(call),
    },
    {
      method: 'POST',
      path: '/_emulator/disputes/:id/close/:how',
      work: (call) => disputes.close(call),
    },
    {
      method: 'POST',
      path: '/_emulator/tokens/forget',
      work: () => {
        tokens.forget();
        return { status: 200, body: {} };
      },
    },
    {
      method: 'POST',
      path: '/_emulator/orders/:id/cancel',
      work: ({ params }) => {
        const order = books.order(params.id);
        return backTo(order.cancelUrl, order);
      },
    },
    ...adminRoutes({ faults, ledger: books.ledger, postman, settings, settingsSchema }),
  ];
  const server = await serve(address, routes, faults, { broken, noSuchRoute });
  events.base = server.url;
  return {
    ...server,
    async close() {
      postman.close();
      await server.close();
    },
  };
}

/**
 * The event inside a postback, byte by byte: the signature is over what was sent, and a shop that
 * parses and writes it anew may have changed it.
 *
 * @throws Refused
 */
function eventIn(call: Call): string {
  const text = call.raw.toString();
  const start = text.indexOf('{', text.indexOf('"webhook_event"'));
  for (let end = text.length; end > start; end = text.lastIndexOf('}', end - 1)) {
    const part = text.slice(start, end + 1);
    if (jsonOf({ raw: Buffer.from(part) }) !== undefined) return part;
  }
  throw missing();
}
