import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { SECURITY_HEADERS } from '../http/security-headers';

/** Smaller answers are not worth packing. */
const LEAST_PACKED_BYTES = 1_024;
/** Brotli at this level packs better than gzip and takes no longer. */
const BROTLI_LEVEL = 5;

export type Encoding = 'identity' | 'gzip' | 'br';

/** An answer as it is kept: ready to be written. */
export interface Answer {
  status: 200 | 404;
  /** Strong, of the body as it is; packed copies have one of their own. */
  etag: string;
  bodies: Map<Encoding, { body: Buffer; headers: readonly string[] }>;
  /** Packed copies that are being made. */
  packing: Set<Encoding>;
}

/** @param cacheControl what browsers and CDNs are told */
export function answerOf(status: 200 | 404, body: Buffer, cacheControl: string): Answer {
  const hash = createHash('sha1').update(body).digest('base64url');
  const answer: Answer = { status, etag: hash, bodies: new Map(), packing: new Set() };
  addBody(answer, 'identity', body, cacheControl);
  return answer;
}

/** The encoding that a caller would best be given. */
export function encodingFor(acceptEncoding: string | undefined): Encoding {
  if (acceptEncoding === undefined) return 'identity';
  const takes = (name: string) =>
    new RegExp(`(^|,)\\s*${name}\\s*(;\\s*q=(0?\\.\\d*[1-9]|1)[^,]*)?\\s*(,|$)`, 'i').test(
      acceptEncoding,
    );
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : 'identity';
}

/** Whether the caller has this answer already. Source: RFC 9110, 13.1.2. */
export function isKnown(answer: Answer, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined || answer.status !== 200) return false;
  return ifNoneMatch.trim() === '*' || ifNoneMatch.includes(`"${answer.etag}`);
}

/**
 * Makes the packed copy of an answer, once, where it is worth it.
 *
 * @returns its bytes; 0 where there is nothing to be made
 */
export async function pack(
  answer: Answer,
  encoding: Encoding,
  cacheControl: string,
): Promise<number> {
  const plain = answer.bodies.get('identity')?.body;
  if (!plain || plain.length < LEAST_PACKED_BYTES || encoding === 'identity') return 0;
  if (answer.packing.has(encoding)) return 0;
  answer.packing.add(encoding);
  const packed =
    encoding === 'br'
      ? await promisify(brotliCompress)(plain, {
          params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_LEVEL },
        })
      : await promisify(gzip)(plain);
  addBody(answer, encoding, packed, cacheControl);
  return packed.length;
}

function addBody(answer: Answer, encoding: Encoding, body: Buffer, cacheControl: string): void {
  const packed = encoding === 'identity' ? [] : ['Content-Encoding', encoding];
  answer.bodies.set(encoding, {
    body,
    headers: [
      ...Object.entries({
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': String(body.length),
        ETag: `"${answer.etag}${encoding === 'identity' ? '' : `-${encoding}`}"`,
        'Cache-Control': cacheControl,
        Vary: 'Origin, Accept-Encoding',
        ...SECURITY_HEADERS,
      }).flat(),
      ...packed,
    ],
  });
}
