import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { guardedFetch, whyNotCalled, type GuardedRequest, type Resolve } from './guarded-fetch';

const LOOPBACK: Resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

let server: Server;
let port: number;
let seen: { request: IncomingMessage; body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ request, body });
      if (request.url === '/moved') response.writeHead(302, { Location: '/' }).end();
      else if (request.url === '/long') response.end('x'.repeat(5_000));
      else if (request.url === '/halting') response.write('a little');
      else response.writeHead(201).end('done');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address() as AddressInfo);
});

beforeEach(() => {
  seen = [];
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const to = (path: string, more: Partial<GuardedRequest> = {}): GuardedRequest => ({
  url: `http://pictures.example.com:${port}${path}`,
  limit: 30_000,
  largestAnswer: 1_000,
  allowPrivate: true,
  ...more,
});

test('the connection goes to what the name was resolved to, under its own name', async () => {
  const answer = await guardedFetch(
    to('/', { method: 'POST', body: '{"a":"é"}', headers: { 'webhook-id': 'one' } }),
    LOOPBACK,
  );
  expect(answer).toMatchObject({ kind: 'answered', status: 201, cut: false });
  expect(answer.kind === 'answered' && answer.body.toString()).toBe('done');
  expect(seen).toHaveLength(1);
  expect(seen[0]?.body).toBe('{"a":"é"}');
  expect(seen[0]?.request.headers).toMatchObject({
    host: `pictures.example.com:${port}`,
    'webhook-id': 'one',
  });
});

test.each([
  (own: number) => `http://127.0.0.1:${own}/`,
  (own: number) => `http://localhost:${own}/`,
  (own: number) => `http://2130706433:${own}/`,
  (own: number) => `http://0x7f.1:${own}/`,
  (own: number) => `http://[::ffff:127.0.0.1]:${own}/`,
  (own: number) => `http://[::1]:${own}/`,
  () => 'http://169.254.169.254/latest/meta-data/',
])('F-72 no private address is called, however it is written (%#)', async (addressOn) => {
  const answer = await guardedFetch({ ...to('/'), url: addressOn(port), allowPrivate: false });
  expect(answer.kind).toBe('refused');
  expect(seen).toEqual([]);
});

test('F-72 a name with one private address among others is refused, and asked for once', async () => {
  let asked = 0;
  const answer = await guardedFetch(to('/', { allowPrivate: false }), () => {
    asked += 1;
    return Promise.resolve([
      { address: '93.184.215.14', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]);
  });
  expect(answer.kind).toBe('refused');
  expect(asked).toBe(1);
  expect(seen).toEqual([]);
});

test.each(['ftp://example.com/a', 'file:///etc/passwd', 'http://a:b@example.com/', 'example.com'])(
  '%s is no address to call',
  async (url) => {
    expect(await guardedFetch({ ...to('/'), url })).toMatchObject({ kind: 'refused' });
  },
);

test('F-72 a redirect is an answer like others and is not followed', async () => {
  const answer = await guardedFetch(to('/moved'), LOOPBACK);
  expect(answer).toMatchObject({ kind: 'answered', status: 302, headers: { location: '/' } });
  expect(seen).toHaveLength(1);
});

test('an answer is read up to its limit', async () => {
  const answer = await guardedFetch(to('/long'), LOOPBACK);
  expect(answer).toMatchObject({ kind: 'answered', cut: true });
  expect(answer.kind === 'answered' && answer.body.length).toBe(1_000);
  expect(await guardedFetch(to('/long', { largestAnswer: 5_000 }), LOOPBACK)).toMatchObject({
    cut: false,
  });
});

test('an answer that does not end, and a name that is not found in time, are silence', async () => {
  const halting = await guardedFetch(to('/halting', { limit: 300 }), LOOPBACK);
  expect(halting).toEqual({ kind: 'silent', reason: 'no answer within 300 ms' });
  const unfound = await guardedFetch(to('/', { limit: 50 }), () => new Promise(() => undefined));
  expect(unfound).toEqual({ kind: 'silent', reason: 'no answer within 50 ms' });
});

test('who does not listen is silent', async () => {
  const answer = await guardedFetch({ ...to('/'), url: 'http://127.0.0.1:1/' });
  expect(answer).toEqual({ kind: 'silent', reason: 'ECONNREFUSED' });
});

test('an address can be judged before it is called', async () => {
  const judge = (url: string, resolve?: Resolve) =>
    whyNotCalled({ url, limit: 5_000, allowPrivate: false }, resolve);
  expect(await judge('http://127.0.0.1/')).toMatch('private');
  expect(await judge('http://inside.example.com/', LOOPBACK)).toMatch('private');
  expect(await judge('ftp://example.com/')).toMatch('http');
  expect(await judge('http://unknown.example.com/', () => Promise.reject(new Error()))).toBe(
    undefined,
  );
  expect(await whyNotCalled({ url: 'http://127.0.0.1/', limit: 5_000, allowPrivate: true })).toBe(
    undefined,
  );
});
