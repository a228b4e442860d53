import type { IncomingMessage } from 'node:http';
import type { Core } from '@strapi/strapi';
import { createKeyedLimit, dukaConfig } from '../../../kernel/server/contract';
import { isWelcome } from '../domain/origin';

/** Handshakes of one address of origin in a minute, as often as they may fail. */
const HANDSHAKES_PER_MINUTE = 300;

export interface Admission {
  /** Whether a request may open a connection; says why where it may not. */
  refusalOf(request: IncomingMessage): Promise<string | undefined>;
  /** Counts a connection that was opened. @returns what counts it off again */
  enter(request: IncomingMessage): () => void;
}

/** Who may connect at all: by the page that they come from, and how many there are of their address. */
export function createAdmission(strapi: Core.Strapi): Admission {
  const { frontendOrigins, rateLimits, sockets } = dukaConfig(strapi);
  const behindProxy = strapi.config.get<boolean>('server.proxy.koa', false);
  const open = new Map<string, number>();
  const handshakes = createKeyedLimit(strapi, {
    name: 'sockets',
    points: HANDSHAKES_PER_MINUTE,
    seconds: 60,
  });

  /** Of X-Forwarded-For only the last address is from our proxy; those before it are the caller's. */
  const addressOf = ({ headers, socket }: IncomingMessage): string => {
    const forwarded = behindProxy ? String(headers['x-forwarded-for'] ?? '') : '';
    return forwarded.split(',').at(-1)?.trim() || (socket.remoteAddress ?? '');
  };

  return {
    async refusalOf(request) {
      const { origin, host } = request.headers;
      if (!isWelcome(origin, host, frontendOrigins)) return 'this origin may not connect';
      if (!rateLimits) return undefined;
      const address = addressOf(request);
      if ((open.get(address) ?? 0) >= sockets.perAddress) return 'too many connections';
      return handshakes(address).then(
        () => undefined,
        () => 'too many handshakes',
      );
    },
    enter(request) {
      const address = addressOf(request);
      open.set(address, (open.get(address) ?? 0) + 1);
      return () => {
        const left = (open.get(address) ?? 1) - 1;
        if (left > 0) open.set(address, left);
        else open.delete(address);
      };
    },
  };
}
