import { createHash } from 'node:crypto';
import { resultOf, type Call, type Reply } from '../lib/http';
import { broken, errorReply } from './refusals';
import type { Settings } from './settings';

interface Kept {
  request: string;
  /** Absent while the first call runs. */
  reply?: Reply;
}

/**
 * Stripe's idempotency keys: the first answer is kept and given again, 500s included; other
 * parameters under the same key are refused, and so is a call beside one that runs. Nothing is kept
 * of what was refused before it began.
 */
export class IdempotencyKeys {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly settings: Pick<Settings, 'marksReplays'>) {}

  async once(call: Call, work: (call: Call) => Reply | Promise<Reply>): Promise<Reply> {
    const key = call.headers['idempotency-key'];
    if (typeof key !== 'string' || call.method !== 'POST') return work(call);
    const request = createHash('sha256').update(`${call.path}\n`).update(call.raw).digest('hex');
    const known = this.kept.get(key);
    if (known !== undefined) return this.replay(known, request, key);
    const kept: Kept = { request };
    this.kept.set(key, kept);
    const reply = await resultOf({ work }, call, { broken });
    const isKept = reply.status < 400 || reply.status === 402 || reply.status >= 500;
    if (!isKept) this.kept.delete(key);
    else kept.reply = call.fault?.do === 'error_after' ? broken() : reply;
    return reply;
  }

  private replay(known: Kept, request: string, key: string): Reply {
    if (known.request !== request) {
      return errorReply(400, {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      });
    }
    if (known.reply === undefined) {
      return errorReply(409, {
        type: 'invalid_request_error',
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
      });
    }
    if (!this.settings.marksReplays) return known.reply;
    const headers = { ...known.reply.headers, 'Idempotent-Replayed': 'true' };
    return { ...known.reply, headers };
  }
}
