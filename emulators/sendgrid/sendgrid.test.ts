import mail from '@sendgrid/mail';
import { EventWebhook, EventWebhookHeader } from '@sendgrid/eventwebhook';
import type { Emulator } from '../lib/http';
import { call } from '../../tests/support/http';
import { Receiver } from '../../tests/support/receiver';
import { openSendgrid } from './sendgrid';
import { API_KEY, PUBLIC_KEY } from './settings';

describe('The SendGrid emulator, by the official libraries', () => {
  let emulator: Emulator;
  let shop: Receiver;

  beforeEach(async () => {
    emulator = await openSendgrid({ host: '127.0.0.1', port: 0 });
    shop = await Receiver.open();
    use(API_KEY);
    await admin('PUT', 'settings', { webhookUrl: shop.url, retryMs: 10 });
  });
  afterEach(async () => {
    await emulator.close();
    await shop.close();
  });

  const use = (key: string) => {
    mail.setApiKey(key);
    // Its types leave the client out.
    const { client } = mail as unknown as {
      client: { setDefaultRequest(name: string, value: string): void };
    };
    client.setDefaultRequest('baseUrl', emulator.url);
  };
  const admin = async (method: string, path: string, body?: object) =>
    (await call(method, `${emulator.url}/_emulator/${path}`, { body })).body;
  const letter = {
    to: 'amina@example.com',
    from: { name: 'Duka', email: 'shop@example.com' },
    subject: 'Hello',
    text: 'in words',
    html: '<p>in words</p>',
    headers: { 'List-Unsubscribe': '<https://shop.example.com/u>' },
    customArgs: { order: 'A1' },
  };
  const isSigned = ({ raw, headers }: (typeof shop.received)[number]) => {
    const webhook = new EventWebhook();
    return webhook.verifySignature(
      webhook.convertPublicKeyToECDSA(PUBLIC_KEY),
      raw,
      String(headers[EventWebhookHeader.SIGNATURE().toLowerCase()]),
      String(headers[EventWebhookHeader.TIMESTAMP().toLowerCase()]),
    );
  };

  it('takes a mail, and tells with a signature what became of it', async () => {
    const [answer] = await mail.send(letter);
    expect(answer.statusCode).toBe(202);
    const [kept] = await admin('GET', 'mails');
    expect(kept).toMatchObject({
      id: (answer.headers as Record<string, string>)['x-message-id'],
      to: 'amina@example.com',
      from: 'Duka <shop@example.com>',
      text: 'in words',
      headers: letter.headers,
    });
    const [told] = await shop.waitFor(1);
    expect(isSigned(told!)).toBe(true);
    expect(told!.json).toEqual([
      expect.objectContaining({ event: 'processed', order: 'A1', email: letter.to }),
      expect.objectContaining({ event: 'delivered', order: 'A1' }),
    ]);

    await admin('POST', 'faults', { on: 'event', do: 'forged' });
    await admin('POST', `mails/${kept.id}/tell/bounce`);
    expect(isSigned(shop.received.at(-1)!)).toBe(false);
  });

  it('refuses what SendGrid refuses, and fails as it is told', async () => {
    await expect(mail.send({ ...letter, to: 'nobody' })).rejects.toMatchObject({ code: 400 });
    await admin('POST', 'faults', [
      { on: 'mail.send', do: 'reply', status: 429, body: { errors: [] } },
      { on: 'mail.send', do: 'error_after' },
    ]);
    await expect(mail.send(letter)).rejects.toMatchObject({ code: 429 });
    expect(await admin('GET', 'mails')).toHaveLength(0);
    await expect(mail.send(letter)).rejects.toMatchObject({ code: 500 });
    expect(await admin('GET', 'mails')).toHaveLength(1);
    use('SG.of-somebody-else');
    await expect(mail.send(letter)).rejects.toMatchObject({ code: 401 });
  });
});
