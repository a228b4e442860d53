import type { Emulator } from '../lib/http';
import { call } from '../../tests/support/http';
import { Receiver } from '../../tests/support/receiver';
import { CONSUMER_KEY, CONSUMER_SECRET, PASSKEY, SHORTCODE } from './books';
import { openDaraja } from './daraja';

const PHONE = '254708374149';

describe('The Daraja emulator', () => {
  let daraja: Emulator;
  let shop: Receiver;
  let token: string;

  beforeEach(async () => {
    daraja = await openDaraja({ host: '127.0.0.1', port: 0 });
    shop = await Receiver.open();
    await admin('PUT', 'settings', { phone: 'accepts', answerAfterMs: 10, resultAfterMs: 10 });
    token = await newToken();
  });
  afterEach(async () => {
    await daraja.close();
    await shop.close();
  });

  const send = (method: string, path: string, body?: object, headers = {}) =>
    call(method, `${daraja.url}${path}`, { body, headers });
  const admin = (method: string, path: string, body?: object) =>
    send(method, `/_emulator/${path}`, body);
  const api = (path: string, body: object) =>
    send('POST', path, body, { Authorization: `Bearer ${token}` });

  const newToken = async (): Promise<string> => {
    const basic = Buffer.from(`${CONSUMER_KEY}:${CONSUMER_SECRET}`).toString('base64');
    const answer = await send(
      'GET',
      '/oauth/v1/generate?grant_type=client_credentials',
      undefined,
      {
        Authorization: `Basic ${basic}`,
      },
    );
    expect(answer.body.expires_in).toBe(3599);
    return answer.body.access_token;
  };

  const signed = () => ({
    BusinessShortCode: SHORTCODE,
    Timestamp: '20210628092408',
    Password: Buffer.from(`${SHORTCODE}${PASSKEY}20210628092408`).toString('base64'),
  });
  const pushed = (changes: object = {}) =>
    api('/mpesa/stkpush/v1/processrequest', {
      ...signed(),
      TransactionType: 'CustomerPayBillOnline',
      Amount: 500,
      PartyA: PHONE,
      PartyB: SHORTCODE,
      PhoneNumber: PHONE,
      CallBackURL: `${shop.url}/told`,
      AccountReference: 'ABCD1234',
      TransactionDesc: 'Order',
      ...changes,
    });

  const query = (id: string) =>
    api('/mpesa/stkpushquery/v1/query', { ...signed(), CheckoutRequestID: id });

  const command = {
    SecurityCredential: 'c2VjcmV0',
    Remarks: 'Refund of an order',
    PartyA: SHORTCODE,
    get ResultURL() {
      return `${shop.url}/result`;
    },
    get QueueTimeOutURL() {
      return `${shop.url}/timeout`;
    },
  };

  it('asks the phone, tells the shop and answers queries, in the types of its documentation', async () => {
    const answer = await pushed();
    expect(answer).toMatchObject({ status: 200, body: { ResponseCode: '0' } });
    const id = answer.body.CheckoutRequestID;
    expect(id).toMatch(/^ws_CO_\d+$/);

    const [callback] = await shop.waitFor(1);
    const { stkCallback } = callback!.json.Body;
    expect(stkCallback).toMatchObject({ CheckoutRequestID: id, ResultCode: 0 });
    const items = Object.fromEntries(
      stkCallback.CallbackMetadata.Item.map((item: { Name: string; Value: unknown }) => [
        item.Name,
        item.Value,
      ]),
    );
    expect(items).toMatchObject({ Amount: 500, PhoneNumber: Number(PHONE) });
    expect(items.MpesaReceiptNumber).toMatch(/^[A-Z0-9]{10}$/);
    expect(items.Balance).toBeUndefined();

    expect((await query(id)).body).toMatchObject({ ResponseCode: '0', ResultCode: '0' });
    const ledger = await admin('GET', 'ledger');
    expect(ledger.body).toMatchObject({
      captured: 50_000,
      entries: [{ id: items.MpesaReceiptNumber, reference: 'ABCD1234' }],
    });
  });

  it('gives each prompt an id of its own, however soon they follow each other', async () => {
    await admin('PUT', 'settings', { phone: 'refuses', answerAfterMs: 0 });
    const ids = new Set<string>();
    for (let turn = 0; turn < 150; turn += 1) {
      const { body } = await pushed();
      ids.add(body.CheckoutRequestID);
      await shop.waitFor(turn + 1);
    }
    expect(ids.size).toBe(150);
  });

  it('says that a transaction is being processed while the phone asks', async () => {
    await admin('PUT', 'settings', { phone: 'asks' });
    const { body } = await pushed();
    expect(await query(body.CheckoutRequestID)).toMatchObject({
      status: 500,
      body: { errorCode: '500.001.1001', errorMessage: 'The transaction is being processed' },
    });
    expect((await pushed()).body.errorMessage).toMatch(/^Unable to lock subscriber/);
    await admin('POST', `prompts/${body.CheckoutRequestID}/answer/2001`);
    const [callback] = await shop.waitFor(1);
    expect(callback!.json.Body.stkCallback.ResultCode).toBe(2001);
    expect(callback!.json.Body.stkCallback.CallbackMetadata).toBeUndefined();
  });

  it.each([
    [{ Amount: 1.5 }, 400, '400.002.02'],
    [{ AccountReference: 'thirteen-long' }, 400, '400.002.02'],
    [{ PhoneNumber: '0708374149' }, 400, '400.002.02'],
    [{ CallBackURL: 'https://shop.example/mpesa/told' }, 400, '400.002.02'],
    [{ Password: 'd3Jvbmc=' }, 500, '500.001.1001'],
  ])('refuses %j', async (changes, status, errorCode) => {
    const answer = await pushed(changes);
    expect(answer).toMatchObject({ status, body: { errorCode } });
    expect(answer.body.requestId).toBeDefined();
  });

  it('knows its newest token alone', async () => {
    const older = token;
    token = await newToken();
    expect((await pushed()).status).toBe(200);
    token = older;
    expect(await pushed()).toMatchObject({ status: 404, body: { errorCode: '404.001.03' } });

    await admin('POST', 'faults', { on: 'token', do: 'expires_at_once' });
    token = await newToken();
    expect((await pushed()).status).toBe(404);
  });

  it('misbehaves as it is told: the callback twice and of a wrong amount, before its answer, an answer lost', async () => {
    await admin('POST', 'faults', [
      { on: 'stk.push', do: 'before_answer' },
      { on: 'stk.callback', do: 'twice' },
      { on: 'stk.callback', do: 'wrong_amount' },
      { on: 'stk.push', do: 'drop', amount: 777 },
    ]);
    await pushed();
    expect(shop.received).toHaveLength(2);
    await pushed({ Amount: 600 });
    const [, , third] = await shop.waitFor(3);
    expect(third!.json.Body.stkCallback.CallbackMetadata.Item[0].Value).toBe(1);
    await expect(pushed({ Amount: 777 })).rejects.toThrow();
    const [, , , fourth] = await shop.waitFor(4);
    expect(fourth!.json.Body.stkCallback.ResultCode).toBe(0);
  });

  it('lets a success follow a prompt that nobody was there for', async () => {
    const { body } = await pushed({ Amount: 1037 });
    await shop.waitFor(1);
    await admin('POST', `prompts/${body.CheckoutRequestID}/answer/0`);
    const codes = (await shop.waitFor(2)).map(({ json }) => json.Body.stkCallback.ResultCode);
    expect(codes).toEqual([1037, 0]);
  });

  it('takes payments by hand, asking the shop first', async () => {
    await admin('PUT', 'settings', { c2bValidation: true });
    await api('/mpesa/c2b/v2/registerurl', {
      ShortCode: SHORTCODE,
      ResponseType: 'Completed',
      ConfirmationURL: `${shop.url}/confirm`,
      ValidationURL: `${shop.url}/validate`,
    });
    const pay = () =>
      api('/mpesa/c2b/v2/simulate', {
        ShortCode: SHORTCODE,
        CommandID: 'CustomerPayBillOnline',
        Amount: 250,
        Msisdn: PHONE,
        BillRefNumber: 'ABCD1234',
      });
    shop.answer = { status: 200, body: { ResultCode: 'C2B00012', ResultDesc: 'Rejected' } };
    await pay();
    await shop.waitFor(1);
    shop.answer = { status: 200, body: { ResultCode: '0', ResultDesc: 'Accepted' } };
    await pay();
    const paths = (await shop.waitFor(3)).map(({ path }) => path);
    expect(paths).toEqual(['/validate', '/validate', '/confirm']);
    expect(shop.received[2]!.json).toMatchObject({
      TransAmount: '250.00',
      BillRefNumber: 'ABCD1234',
      MSISDN: '2547 ***** 149',
    });
    expect((await admin('GET', 'ledger')).body.captured).toBe(25_000);
  });

  it('gives money back once by reversal and once per id by B2C, and knows both afterwards', async () => {
    await pushed();
    const [callback] = await shop.waitFor(1);
    const receipt = callback!.json.Body.stkCallback.CallbackMetadata.Item[1].Value;
    const reversal = {
      ...command,
      Initiator: 'duka',
      CommandID: 'TransactionReversal',
      TransactionID: receipt,
      Amount: '500',
      ReceiverParty: SHORTCODE,
      RecieverIdentifierType: '11',
    };
    await api('/mpesa/reversal/v1/request', reversal);
    expect((await shop.waitFor(2))[1]!.json.Result.ResultCode).toBe(0);
    await api('/mpesa/reversal/v1/request', reversal);
    expect((await shop.waitFor(3))[2]!.json.Result.ResultCode).toBe('R000001');

    const payout = {
      ...command,
      OriginatorConversationID: 'refund-1',
      InitiatorName: 'duka',
      CommandID: 'BusinessPayment',
      Amount: 20,
      PartyB: PHONE,
    };
    await api('/mpesa/b2c/v3/paymentrequest', payout);
    expect((await shop.waitFor(4))[3]!.json.Result.ResultCode).toBe(0);
    expect(await api('/mpesa/b2c/v3/paymentrequest', payout)).toMatchObject({
      status: 500,
      body: { errorCode: '500.002.1001' },
    });

    await api('/mpesa/transactionstatus/v1/query', {
      ...command,
      Initiator: 'duka',
      CommandID: 'TransactionStatusQuery',
      OriginalConversationID: 'refund-1',
      IdentifierType: '4',
    });
    const { ResultParameter } = (await shop.waitFor(5))[4]!.json.Result.ResultParameters;
    expect(ResultParameter).toContainEqual({ Key: 'TransactionStatus', Value: 'Completed' });
    expect((await admin('GET', 'ledger')).body).toMatchObject({
      captured: 50_000,
      refunded: 52_000,
    });
  });
});
