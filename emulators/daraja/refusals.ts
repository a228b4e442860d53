import { Refused, type Reply } from '../lib/http';
import { hex } from '../lib/ids';

/** Daraja's error body, which every synchronous failure has. */
export function errorReply(status: number, errorCode: string, errorMessage: string): Reply {
  const requestId = `${hex(2)}-${hex(2)}-${hex(2)}-${hex(10)}`;
  return { status, body: { requestId, errorCode, errorMessage } };
}

/** What is wrong with a field, by the name that Daraja has for it. */
export function invalidField(name: string): Refused {
  return new Refused(errorReply(400, '400.002.02', `Bad Request - Invalid ${name}`));
}

/** One code, many meanings: the message tells them apart. */
export function processingError(message: string): Refused {
  return new Refused(errorReply(500, '500.001.1001', message));
}

export const broken = (): Reply => errorReply(500, '500.003.1001', 'Internal Server Error');

export const noSuchRoute = (): Reply => errorReply(404, '404.001.01', 'Resource not found');
