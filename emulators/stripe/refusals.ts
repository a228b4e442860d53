import { Refused, type Reply } from '../lib/http';

interface StripeError {
  type: 'invalid_request_error' | 'idempotency_error' | 'card_error' | 'api_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  [more: string]: unknown;
}

export function errorReply(status: number, error: StripeError): Reply {
  return { status, body: { error } };
}

export function invalidRequest(message: string, param?: string, code?: string): Refused {
  return new Refused(
    errorReply(400, {
      type: 'invalid_request_error',
      message,
      ...(param && { param }),
      ...(code && { code }),
    }),
  );
}

export function missing(kind: string, id: string, param = 'id'): Refused {
  return new Refused(
    errorReply(404, {
      type: 'invalid_request_error',
      code: 'resource_missing',
      message: `No such ${kind}: '${id}'`,
      param,
    }),
  );
}

export const broken = (): Reply =>
  errorReply(500, { type: 'api_error', message: 'An unknown error occurred.' });

export const noSuchRoute = ({ method, path }: { method: string; path: string }): Reply =>
  errorReply(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}).`,
  });
