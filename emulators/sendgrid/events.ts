import { generateKeyPairSync, sign } from 'node:crypto';
import { letters } from '../lib/ids';
import type { Letter, Postman } from '../lib/postman';
import type { Mail } from './mails';
import { PRIVATE_KEY, type Settings } from './settings';

/** What can be told of a mail. */
export const EVENTS = [
  'processed',
  'delivered',
  'deferred',
  'bounce',
  'blocked',
  'dropped',
  'spamreport',
  'open',
  'click',
] as const;
export type EventName = (typeof EVENTS)[number];

/** What becomes of mails, told to the shop's event webhook with a signature. */
export class Events {
  constructor(
    private readonly settings: Settings,
    private readonly postman: Postman,
  ) {}

  /** What a mail's own course brings about. */
  taken(mail: Mail): void {
    if (this.settings.tells === 'delivery') void this.tell(mail, ['processed', 'delivered']);
  }

  /** Tells several events at once, as SendGrid does. */
  async tell(mail: Mail, names: readonly EventName[]): Promise<void> {
    const { webhookUrl } = this.settings;
    if (webhookUrl === '') return;
    const events = names.map((name) => eventOf(mail, name));
    await this.postman.send({
      on: 'event',
      url: webhookUrl,
      write: (fault) => letterOf(events, fault?.do === 'forged'),
    });
  }
}

function eventOf(mail: Mail, name: EventName): object {
  return {
    email: mail.to,
    timestamp: Math.floor(Date.now() / 1000),
    event: name === 'blocked' ? 'bounce' : name,
    sg_event_id: letters(22),
    sg_message_id: `${mail.id}.recvd-1`,
    'smtp-id': mail.headers['Message-ID'] ?? '',
    ...mail.customArgs,
    ...(name === 'bounce' && { type: 'bounce', reason: '550 5.1.1 The account does not exist' }),
    ...(name === 'blocked' && { type: 'blocked', reason: '550 Refused for its content' }),
    ...(name === 'dropped' && { reason: 'Bounced Address' }),
  };
}

function letterOf(events: object[], forged: boolean): Letter {
  const body = `${JSON.stringify(events, null, 1)}\r\n`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = forged
    ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey
    : PRIVATE_KEY;
  const signature = sign('sha256', Buffer.from(timestamp + body), key).toString('base64');
  return {
    headers: {
      'X-Twilio-Email-Event-Webhook-Signature': signature,
      'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
    },
    body,
  };
}
