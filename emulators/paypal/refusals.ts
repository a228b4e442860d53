import { Refused, type Reply } from '../lib/http';
import { hex } from '../lib/ids';

const NAMES: Readonly<Record<number, readonly [string, string]>> = {
  400: [
    'INVALID_REQUEST',
    'Request is not well-formed, syntactically incorrect, or violates schema.',
  ],
  404: ['RESOURCE_NOT_FOUND', 'The specified resource does not exist.'],
  409: ['RESOURCE_CONFLICT', 'The server has detected a conflict while processing this request.'],
  422: [
    'UNPROCESSABLE_ENTITY',
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
  ],
  500: ['INTERNAL_SERVER_ERROR', 'An internal server error has occurred.'],
};

/** PayPal's error body. `debug_id` is what its support asks for. */
export function errorReply(
  status: number,
  issue?: string,
  description = '',
  field?: string,
): Reply {
  const [name, message] = NAMES[status] ?? ['ERROR', 'Error'];
  return {
    status,
    body: {
      name,
      message,
      debug_id: hex(6),
      ...(issue && { details: [{ ...(field && { field }), issue, description }] }),
      links: [],
    },
  };
}

/** What is wrong with what was asked for, by the issue's name. */
export function refusal(issue: string, description: string, status = 422, field?: string): Refused {
  return new Refused(errorReply(status, issue, description, field));
}

export function missing(): Refused {
  return refusal(
    'INVALID_RESOURCE_ID',
    'Specified resource ID does not exist. Please check the resource ID and try again.',
    404,
  );
}

/** What the identity service and the gateway say, whose bodies look different. */
export function authenticationFailure(): Reply {
  return {
    status: 401,
    body: { error: 'invalid_client', error_description: 'Client Authentication failed' },
  };
}

export function invalidToken(): Reply {
  return {
    status: 401,
    body: { error: 'invalid_token', error_description: 'Token signature verification failed' },
  };
}

export const broken = (): Reply => errorReply(500);
export const noSuchRoute = (): Reply => errorReply(404);
