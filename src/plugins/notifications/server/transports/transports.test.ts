import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesTransport } from './mail/files';
import type { Mail } from './mail/mail-transport';
import { smtpTransport } from './mail/smtp';
import { africasTalkingTransport } from './sms/africastalking';
import { twilioTransport } from './sms/twilio';

const mail: Mail = {
  id: 'abc123',
  from: { name: 'Duka, the shop', address: 'shop@example.com' },
  to: 'amina@example.com',
  replyTo: undefined,
  subject: 'Oda yako imefika – asante',
  text: 'Habari Amina\n',
  html: '<p>Habari Amina</p>',
  headers: { 'List-Unsubscribe': '<https://shop.example.com/u?token=a.b>' },
};

test('the same mail written twice is one file that is never there in part', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'duka-eml-'));
  const { send } = filesTransport(join(folder, 'made', 'when-needed'));
  expect(await Promise.all([send(mail), send(mail)])).toEqual([
    { kind: 'sent', providerId: null },
    { kind: 'sent', providerId: null },
  ]);
  expect(readdirSync(join(folder, 'made', 'when-needed'))).toEqual(['abc123.eml']);
  const text = readFileSync(join(folder, 'made', 'when-needed', 'abc123.eml'), 'utf8');
  expect(text).toMatch(/^Message-ID: <abc123@example\.com>\r$/m);
  expect(text).toMatch(/^From: "Duka, the shop" <shop@example\.com>\r$/m);
  const words = [...text.matchAll(/=\?utf-8\?B\?(.*?)\?=/g)].map(([, word]) => word ?? '');
  expect(words.map((word) => Buffer.from(word, 'base64').toString()).join('')).toBe(mail.subject);
  expect(text).toMatch(/^Subject: =\?utf-8\?B\?\S{1,60}\?=\r\n =\?utf-8/m);
  expect(text).toContain('\r\n\r\nHabari Amina\r\n');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  rmSync(folder, { recursive: true });
});

test('no name and no subject begins another header of a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'duka-eml-'));
  const line = 'Duka\r\nBcc: everybody@example.com';
  const from = { ...mail.from, name: line };
  await filesTransport(folder).send({ ...mail, from, subject: line, text: '' });
  const text = readFileSync(join(folder, 'abc123.eml'), 'utf8');
  expect(text).toMatch(/^From: =\?utf-8\?B\?/m);
  expect(text).not.toMatch(/^Bcc:/im);
  rmSync(folder, { recursive: true });
});

describe('SMTP', () => {
  /** A server of mail that says what it is told to RCPT. */
  const serve = async (toRecipient: string) => {
    const heard: string[] = [];
    const server = createTcpServer((socket) => {
      let inData = false;
      socket.write('220 mail.example.com\r\n');
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        const text = bytes.toString();
        heard.push(text);
        if (inData) {
          if (!heard.join('').includes('\r\n.\r\n')) return;
          inData = false;
          socket.write('250 2.0.0 queued as 42\r\n');
        } else if (/^DATA/i.test(text)) {
          inData = true;
          socket.write('354 go on\r\n');
        } else if (/^RCPT/i.test(text)) socket.write(`${toRecipient}\r\n`);
        else if (/^QUIT/i.test(text)) socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    return { heard, url: `smtp://127.0.0.1:${port}`, close: () => server.close() };
  };

  test.each([
    ['250 ok', { kind: 'sent', providerId: expect.stringContaining('queued as 42') as string }],
    [
      '550 5.1.1 no such user',
      { kind: 'refused', why: expect.stringContaining('no such user') as string },
    ],
    ['451 4.7.1 later, please', { kind: 'later', why: expect.stringContaining('later') as string }],
  ])('to %s it says so', async (toRecipient, sent) => {
    const server = await serve(toRecipient);
    expect(await smtpTransport(server.url).send(mail)).toEqual(sent);
    server.close();
  });

  test('where nobody listens, nothing was sent', async () => {
    const sent = await smtpTransport('smtp://127.0.0.1:9').send(mail);
    expect(sent.kind).toBe('later');
  });
});

describe('SMS', () => {
  let server: Server;
  let baseUrl: string;
  let heard: { path: string; body: URLSearchParams; headers: Record<string, unknown> };
  let answer: { status: number; body: object };

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        heard = {
          path: request.url ?? '',
          body: new URLSearchParams(body),
          headers: request.headers,
        };
        response.writeHead(answer.status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const sms = { id: 'abc', to: '+254700000000', text: 'Habari' };

  test('Twilio takes a form with Basic authentication and gives a SID', async () => {
    const settings = { accountSid: 'AC1', authToken: 'secret', from: '+15005550006', baseUrl };
    answer = { status: 201, body: { sid: 'SM42' } };
    expect(await twilioTransport(settings).send(sms)).toEqual({ kind: 'sent', providerId: 'SM42' });
    expect(heard.path).toBe('/2010-04-01/Accounts/AC1/Messages.json');
    expect(Object.fromEntries(heard.body)).toEqual({
      To: sms.to,
      From: '+15005550006',
      Body: 'Habari',
    });
    expect(heard.headers.authorization).toBe(
      `Basic ${Buffer.from('AC1:secret').toString('base64')}`,
    );
    answer = { status: 400, body: { code: 21211 } };
    expect((await twilioTransport(settings).send(sms)).kind).toBe('refused');
    answer = { status: 429, body: {} };
    expect((await twilioTransport(settings).send(sms)).kind).toBe('later');
    answer = { status: 500, body: {} };
    expect((await twilioTransport(settings).send(sms)).kind).toBe('unanswered');
  });

  test('Africa’s Talking says in a 201 what became of each number', async () => {
    const transport = africasTalkingTransport({
      username: 'duka',
      apiKey: 'key',
      sender: 'DUKA',
      baseUrl,
    });
    const recipients = (statusCode: number, status: string) => ({
      status: 201,
      body: { SMSMessageData: { Recipients: [{ statusCode, status, messageId: 'ATX1' }] } },
    });
    answer = recipients(101, 'Success');
    expect(await transport.send(sms)).toEqual({ kind: 'sent', providerId: 'ATX1' });
    expect(heard.headers.apikey).toBe('key');
    expect(Object.fromEntries(heard.body)).toEqual({
      username: 'duka',
      to: sms.to,
      message: 'Habari',
      from: 'DUKA',
    });
    answer = recipients(403, 'InvalidPhoneNumber');
    expect(await transport.send(sms)).toEqual({ kind: 'refused', why: '403 InvalidPhoneNumber' });
    answer = recipients(405, 'InsufficientBalance');
    expect((await transport.send(sms)).kind).toBe('later');
  });
});
