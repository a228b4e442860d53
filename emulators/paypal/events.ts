import { createSign, createVerify, X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Fault } from '../lib/faults';
import { capitals, hex } from '../lib/ids';
import type { Letter, Postman } from '../lib/postman';
import { selfSigned, type Certificate } from './certificate';
import type { Settings } from './settings';

/** The headers with which a webhook is verified, by PayPal's names for them in the postback. */
export interface Transmission {
  auth_algo: string;
  cert_url: string;
  transmission_id: string;
  transmission_sig: string;
  transmission_time: string;
  webhook_id: string;
}

const ALGORITHM = 'SHA256withRSA';

/** What happened, told to the shop's webhook with a signature. */
export class Events {
  private readonly own = selfSigned('messageverificationcerts.paypal.com');
  private readonly stranger = selfSigned('messageverificationcerts.paypal.com');
  /** This emulator's address, known once it listens. */
  base = '';

  constructor(
    private readonly settings: Settings,
    private readonly postman: Postman,
  ) {}

  get certificate(): string {
    return this.own.pem;
  }

  get certificateUrl(): string {
    return `${this.base}/v1/notifications/certs/${this.settings.certificate}`;
  }

  /** @param units that a fault may depend on */
  emit(type: string, resourceType: string, summary: string, resource: object, units: number): void {
    const { webhookUrl } = this.settings;
    if (webhookUrl === '') return;
    const id = `WH-${capitals(17)}-${capitals(17)}`;
    const event = {
      id,
      event_version: '1.0',
      create_time: new Date().toISOString(),
      resource_type: resourceType,
      resource_version: '2.0',
      event_type: type,
      summary,
      // As it is now, whatever becomes of it before the event arrives.
      resource: structuredClone(resource),
      links: [
        { href: `${this.base}/v1/notifications/webhooks-events/${id}`, rel: 'self', method: 'GET' },
      ],
    };
    void this.postman.send({
      on: 'event',
      url: webhookUrl,
      amount: units,
      write: (fault) => this.write(event, fault),
    });
  }

  /**
   * What `POST /v1/notifications/verify-webhook-signature` says of a message.
   *
   * @param raw the event, byte by byte as it was sent
   */
  isOurs(transmission: Transmission, raw: string): boolean {
    if (transmission.webhook_id !== this.settings.webhookId) return false;
    if (transmission.cert_url !== this.certificateUrl) return false;
    const {
      transmission_id: id,
      transmission_time: time,
      transmission_sig: signature,
    } = transmission;
    return createVerify('sha256')
      .update(`${id}|${time}|${this.settings.webhookId}|${crc32(raw)}`)
      .verify(new X509Certificate(this.own.pem).publicKey, signature, 'base64');
  }

  private write(event: { resource: object }, fault: Fault | undefined): Letter {
    const told =
      fault?.do === 'wrong_amount' ? { ...event, resource: misstated(event.resource) } : event;
    const body = JSON.stringify(told);
    const id = `${hex(4)}-${hex(2)}-${hex(2)}-${hex(2)}-${hex(6)}`;
    const time = new Date().toISOString().replace(/\.\d+/, '');
    const message = `${id}|${time}|${this.settings.webhookId}|${crc32(body)}`;
    return {
      headers: {
        'Paypal-Transmission-Id': id,
        'Paypal-Transmission-Time': time,
        'Paypal-Transmission-Sig': signed(
          message,
          fault?.do === 'forged' ? this.stranger : this.own,
        ),
        'Paypal-Cert-Url': this.certificateUrl,
        'Paypal-Auth-Algo': ALGORITHM,
      },
      body,
    };
  }
}

function signed(message: string, { privateKey }: Certificate): string {
  return createSign('sha256').update(message).sign(privateKey, 'base64');
}

function misstated(resource: object): object {
  const { amount } = resource as { amount?: { value: string } };
  return amount === undefined ? resource : { ...resource, amount: { ...amount, value: '0.01' } };
}
