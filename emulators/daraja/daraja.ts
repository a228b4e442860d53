import { adminRoutes } from '../lib/admin';
import { Faults } from '../lib/faults';
import { jsonOf, serve, type Address, type Call, type Emulator, type Route } from '../lib/http';
import { Postman } from '../lib/postman';
import { giveToken } from './access';
import { Books, settingsSchema } from './books';
import { registerUrls, simulate } from './c2b';
import { phoneRoutes } from './phone';
import { pull, registerPull } from './pull';
import { broken, noSuchRoute } from './refusals';
import { Commands } from './results';
import { StkDesk } from './stk';

const OPERATIONS = [
  'token',
  'stk.push',
  'stk.prompt',
  'stk.callback',
  'stk.query',
  'c2b.register',
  'c2b.simulate',
  'c2b.validation',
  'c2b.confirmation',
  'b2c.request',
  'b2c.result',
  'reversal.request',
  'reversal.result',
  'status.request',
  'status.result',
  'pull.query',
];

/** Amounts that are result codes end a prompt with that code. */
const MAGIC_OUTCOMES = new Set([1019, 1025, 1032, 1037, 2001, 2028, 8006]);

/** Safaricom's Daraja, as its documentation has it. */
export async function openDaraja(address: Address): Promise<Emulator> {
  const faults = new Faults(OPERATIONS, { answer: 'stk.push', message: 'stk.callback' });
  const books = new Books();
  const postman = new Postman(faults, books.settings);
  const stk = new StkDesk(books, postman, (amount) => {
    const fault = faults.take('stk.prompt', amount);
    if (fault?.do === 'result') return fault.code;
    return MAGIC_OUTCOMES.has(amount) ? amount : undefined;
  });
  const commands = new Commands(books, postman);
  const post = (path: string, operation: string, work: Route['work']): Route => ({
    method: 'POST',
    path,
    operation,
    amount: amountOf,
    work,
  });
  const routes: Route[] = [
    {
      method: 'GET',
      path: '/oauth/v1/generate',
      operation: 'token',
      work: (call) => giveToken(books, call),
    },
    post('/mpesa/stkpush/v1/processrequest', 'stk.push', (call) => stk.push(call)),
    post('/mpesa/stkpushquery/v1/query', 'stk.query', (call) => stk.query(call)),
    post('/mpesa/c2b/v1/registerurl', 'c2b.register', (call) => registerUrls(books, call)),
    post('/mpesa/c2b/v2/registerurl', 'c2b.register', (call) => registerUrls(books, call)),
    post('/mpesa/c2b/v2/simulate', 'c2b.simulate', (call) => simulate(books, postman, call)),
    post('/mpesa/b2c/v3/paymentrequest', 'b2c.request', (call) => commands.payOut(call)),
    post('/mpesa/reversal/v1/request', 'reversal.request', (call) => commands.reverse(call)),
    post('/mpesa/transactionstatus/v1/query', 'status.request', (call) => commands.status(call)),
    post('/pulltransactions/v1/register', 'pull.query', (call) => registerPull(books, call)),
    post('/pulltransactions/v1/query', 'pull.query', (call) => pull(books, call)),
    {
      method: 'POST',
      path: '/_emulator/tokens/forget',
      work: () => {
        books.forgetToken();
        return { status: 200, body: {} };
      },
    },
    ...phoneRoutes(books, stk, postman),
    ...adminRoutes({
      faults,
      ledger: books.ledger,
      postman,
      settings: books.settings,
      settingsSchema,
    }),
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

function amountOf(call: Call): number | undefined {
  const amount = Number(jsonOf(call)?.Amount);
  return Number.isNaN(amount) ? undefined : amount;
}
