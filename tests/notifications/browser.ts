import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import type { Call } from './providers';

const KEY_BYTES = 65;
const TAG_BYTES = 16;
/** What ends the last record of a message (RFC 8188), before its padding. */
const LAST = 2;

/** A browser that has subscribed at a push service, and reads what is sent to it. */
export class Browser {
  private readonly keys = createECDH('prime256v1');
  private readonly secret = randomBytes(16);

  /** @param path of its own at the push service */
  constructor(
    private readonly service: string,
    readonly path: string,
  ) {
    this.keys.generateKeys();
  }

  /** As `PushSubscription.toJSON()` gives it. */
  get subscription() {
    return {
      endpoint: this.service + this.path,
      expirationTime: null,
      keys: {
        p256dh: this.keys.getPublicKey('base64url'),
        auth: this.secret.toString('base64url'),
      },
    };
  }

  /** Opens a message that was encrypted for this browser alone (RFC 8291); throws for any other. */
  read({ body }: Call): Record<string, unknown> {
    const salt = body.subarray(0, 16);
    const sealed = body.subarray(21 + KEY_BYTES);
    const sender = body.subarray(21, 21 + KEY_BYTES);
    const context = Buffer.concat([
      Buffer.from('WebPush: info\0'),
      this.keys.getPublicKey(),
      sender,
    ]);
    const shared = this.keys.computeSecret(sender);
    const secret = hkdfSync('sha256', shared, this.secret, context, 32);
    const derive = (info: string, bytes: number) =>
      Buffer.from(hkdfSync('sha256', Buffer.from(secret), salt, `${info}\0`, bytes));
    const opening = createDecipheriv(
      'aes-128-gcm',
      derive('Content-Encoding: aes128gcm', 16),
      derive('Content-Encoding: nonce', 12),
    );
    opening.setAuthTag(sealed.subarray(-TAG_BYTES));
    const padded = Buffer.concat([opening.update(sealed.subarray(0, -TAG_BYTES)), opening.final()]);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(LAST)).toString()) as Record<
      string,
      unknown
    >;
  }
}

/** What a shop's VAPID token says (RFC 8292), once its signature is checked against the shop's key. */
export function vapidClaims({ headers }: Call, publicKey: string): Record<string, unknown> {
  const [, token = '', key] = /^vapid t=([^,]+), k=(\S+)$/.exec(headers.authorization ?? '') ?? [];
  if (key !== publicKey) throw new Error(`signed with another key: ${headers.authorization}`);
  const point = Buffer.from(publicKey, 'base64url');
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x, y };
  const [head = '', claims = '', signature = ''] = token.split('.');
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!signed) throw new Error('the signature is wrong');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}
