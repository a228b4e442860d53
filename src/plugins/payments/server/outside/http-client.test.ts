import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotSent } from '../domain/not-sent';
import { openHttpClient, type HttpAnswer } from './http-client';

/** Asks a server that misbehaves, and gives what came of it. */
async function ask(misbehave: RequestListener, limit = 2_000): Promise<HttpAnswer> {
  const server = createServer(misbehave);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  try {
    const http = openHttpClient(`http://127.0.0.1:${port}/`);
    return await http({ method: 'POST', path: '/pay', body: '{}', limit });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('F-33 where nobody listens, nothing was sent', async () => {
  const http = openHttpClient('http://127.0.0.1:9');
  await expect(http({ method: 'GET', path: '/', limit: 2_000 })).rejects.toThrow(NotSent);
  const nowhere = openHttpClient('http://duka.invalid');
  await expect(nowhere({ method: 'GET', path: '/', limit: 5_000 })).rejects.toThrow(NotSent);
});

test.each<[string, RequestListener]>([
  ['a connection that breaks', (_, response) => response.destroy()],
  [
    'half an answer',
    (_, response) => response.writeHead(200, { 'Content-Length': '99' }).write('{'),
  ],
  ['silence', () => undefined],
  [
    'an answer without end',
    (_, response) => void setInterval(() => response.write('x'), 20).unref(),
  ],
])('F-33 %s leaves open what has happened', async (_, misbehave) => {
  const asked = ask(misbehave, 300);
  await expect(asked).rejects.toThrow('POST /pay');
  await expect(asked).rejects.not.toThrow(NotSent);
});

test('an answer is an answer: errors, pages, redirects', async () => {
  const page = await ask((_, response) => response.writeHead(503).end('<html>'));
  expect(page).toMatchObject({ status: 503, body: undefined });
  const away = await ask((_, response) =>
    response.writeHead(302, { Location: 'http://169.254.169.254/' }).end(),
  );
  expect(away).toMatchObject({ status: 302 });
  const old = await ask((_, response) => {
    response.socket?.end('HTTP/1.0 200 OK\r\n\r\n{"ok":true}');
  });
  expect(old).toMatchObject({ status: 200, body: { ok: true } });
});
