import { setTimeout as sleep } from 'node:timers/promises';
import { newKey } from '../../support/catalogue';
import { call, type HttpAnswer } from '../../support/http';
import type { Random } from './random';

/** Of one request, while nobody answers: a server that was killed takes its time to come back. */
const PATIENCE_MS = 150_000;

export interface Message {
  headers?: Record<string, string>;
  body?: object;
}

/** Sends requests to any of several servers, as behind a balancer. */
export class Client {
  constructor(
    /** The addresses of those that run now. */
    private readonly servers: () => readonly string[],
    private readonly random: Random,
  ) {}

  /**
   * Sends a request under a key of its own, and again as it was where the server dies meanwhile, until
   * there is an answer.
   */
  async send(
    method: string,
    path: string,
    { headers = {}, body }: Message = {},
    key = newKey(),
  ): Promise<HttpAnswer> {
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
      const reply = await call(method, this.random.pick(this.servers()) + path, {
        headers: { ...key, ...headers },
        body,
      }).catch(() => undefined);
      if (reply !== undefined && codeOf(reply) !== 'IDEMPOTENCY_IN_PROGRESS') return reply;
      await sleep(50);
    }
    throw new Error(`${method} ${path} was never answered`);
  }
}

export function codeOf({ body }: HttpAnswer): string | undefined {
  return body?.error?.details?.code as string | undefined;
}
