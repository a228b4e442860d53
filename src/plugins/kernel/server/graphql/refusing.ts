import type { Core } from '@strapi/strapi';
import { GraphQLError } from 'graphql';
import { isForeseen, refusalOf } from '../http/refusal-of';
import { currentCorrelation } from '../sight/activity';
import { tellFault } from '../sight/faults';
import type { ResolverMiddleware } from './resolver';

/**
 * Tells GraphQL's callers what REST's are told: of a refusal its code, of a fault nothing. Strapi's own
 * answer to a fault has the error's text in it, and with it the statement that failed.
 */
export function refusing(strapi: Core.Strapi, middleware: ResolverMiddleware): ResolverMiddleware {
  return async (...call) => {
    try {
      return await middleware(...call);
    } catch (error) {
      if (error instanceof GraphQLError || isForeseen(error)) throw error;
      const refusal = refusalOf(error, 'GET');
      if (refusal === undefined) {
        strapi.log.error(error);
        tellFault(strapi, { error, correlation: currentCorrelation(), route: 'POST /graphql' });
        throw new GraphQLError('Internal Server Error', {
          extensions: { code: 'INTERNAL_SERVER_ERROR', http: { status: 500 } },
        });
      }
      const { name, message, code, facts, status } = refusal;
      throw new GraphQLError(message, {
        extensions: {
          code: status < 500 ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR',
          error: { name, message, details: { code, ...facts } },
          http: { status },
        },
      });
    }
  };
}
