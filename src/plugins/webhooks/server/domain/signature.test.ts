import { Webhook } from 'standardwebhooks';
import { newSecret, signatureOf, TOLERANCE_SECONDS, verify } from './signature';

const BODY = '{"type":"order.placed","data":{"name":"Çay"}}';
const now = Math.floor(Date.now() / 1_000);
const content = { id: 'msg_1', timestamp: now, body: BODY };

const headersOf = (signature: string, timestamp = now) => ({
  id: 'msg_1',
  timestamp: String(timestamp),
  signature,
});

describe('what we sign', () => {
  const secret = newSecret();

  test('is taken by the library of the specification', () => {
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(now),
      'webhook-signature': signatureOf([secret], content),
    };
    expect(new Webhook(secret).verify(BODY, headers)).toEqual(JSON.parse(BODY));
  });

  test('is taken by who knows either of two secrets, and by nobody else', () => {
    const other = newSecret();
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(now),
      'webhook-signature': signatureOf([secret, other], content),
    };
    for (const known of [secret, other]) new Webhook(known).verify(BODY, headers);
    expect(() => new Webhook(newSecret()).verify(BODY, headers)).toThrow();
  });
});

describe('what others sign', () => {
  const secret = newSecret();
  const genuine = new Webhook(secret).sign('msg_1', new Date(now * 1_000), BODY);
  const body = Buffer.from(BODY);

  test('is genuine, under each secret that is good', () => {
    expect(verify([secret], headersOf(genuine), body, now)).toEqual({
      kind: 'genuine',
      id: 'msg_1',
    });
    const several = `v1,AAAA v2,xyz ${genuine}`;
    expect(verify([newSecret(), secret], headersOf(several), body, now).kind).toBe('genuine');
  });

  test('by a plain text for a secret is genuine too', () => {
    const plain = 'a secret that is no base64!';
    const signed = new Webhook(plain, { format: 'raw' }).sign('msg_1', new Date(now * 1_000), BODY);
    expect(verify([plain], headersOf(signed), body, now).kind).toBe('genuine');
    expect(verify(['another secret, no base64!'], headersOf(signed), body, now).kind).toBe(
      'refused',
    );
  });

  const faults: [string, () => ReturnType<typeof verify>][] = [
    ['another body', () => verify([secret], headersOf(genuine), Buffer.from(`${BODY} `), now)],
    ['another secret', () => verify([newSecret()], headersOf(genuine), body, now)],
    ['no secret at all', () => verify([], headersOf(genuine), body, now)],
    ['another id', () => verify([secret], { ...headersOf(genuine), id: 'msg_2' }, body, now)],
    ['another time', () => verify([secret], headersOf(genuine, now + 1), body, now)],
    ['no id', () => verify([secret], { ...headersOf(genuine), id: undefined }, body, now)],
    ['no time', () => verify([secret], { ...headersOf(genuine), timestamp: '' }, body, now)],
    ['a time in words', () => verify([secret], { ...headersOf(genuine), timestamp: 'x' }, body, 0)],
    ['no signature', () => verify([secret], headersOf(''), body, now)],
    ['an empty signature', () => verify([secret], headersOf('v1,'), body, now)],
    ['another version', () => verify([secret], headersOf(genuine.replace('v1', 'v2')), body, now)],
    ['too old', () => verify([secret], headersOf(genuine), body, now + TOLERANCE_SECONDS + 1)],
    ['of the future', () => verify([secret], headersOf(genuine), body, now - 301)],
  ];
  test.each(faults)('with %s is refused', (_name, attempt) => {
    expect(attempt().kind).toBe('refused');
  });

  test('is good for five minutes', () => {
    const late = verify([secret], headersOf(genuine), body, now + TOLERANCE_SECONDS);
    expect(late.kind).toBe('genuine');
  });
});
