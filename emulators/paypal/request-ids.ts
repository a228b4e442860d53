import { resultOf, type Call, type Reply } from '../lib/http';
import { broken, errorReply } from './refusals';

/**
 * `PayPal-Request-Id`: a repeated request is answered as the first one was, with 200 where that was
 * 201, and refused with 409 while the first one runs. Failures are not kept.
 */
export class RequestIds {
  private readonly kept = new Map<string, Reply | 'running'>();

  async once(call: Call, work: (call: Call) => Reply | Promise<Reply>): Promise<Reply> {
    const id = call.headers['paypal-request-id'];
    if (typeof id !== 'string' || call.method !== 'POST') return work(call);
    if (id.length > 108) return errorReply(400, 'INVALID_STRING_MAX_LENGTH', 'PayPal-Request-Id');
    const key = `${call.path}\n${id}`;
    const known = this.kept.get(key);
    if (known === 'running') {
      return errorReply(
        409,
        'PREVIOUS_REQUEST_IN_PROGRESS',
        'A previous request on this resource is currently in progress.',
      );
    }
    if (known !== undefined) return { ...known, status: 200 };
    this.kept.set(key, 'running');
    const reply = await resultOf({ work }, call, { broken });
    if (reply.status < 300) this.kept.set(key, reply);
    else this.kept.delete(key);
    return reply;
  }
}
