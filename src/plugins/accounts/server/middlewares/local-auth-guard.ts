import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { bodyOf, databaseOf, Refusal, sqlState } from '../../../kernel/server/contract';
import { emailAddress, newPassword } from '../domain/password';
import { countFailedLogIn, forgetFailedLogIns, refuseLocked } from '../services/log-in';

/**
 * Puts users-permissions' own log-in and registration under the guards of ours: the lock after
 * repeated failures, the rules for passwords, one account an address in whatever spelling.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const logIn = async (body: LocalBody, ctx: Context, next: Next) => {
    const identifier = typeof body.identifier === 'string' ? body.identifier.trim() : '';
    const email = identifier.toLowerCase();
    await refuseLocked(databaseOf(strapi), email);
    await next();
    if (ctx.status === 400) await countFailedLogIn(databaseOf(strapi), email);
    if (ctx.status === 200) await forgetFailedLogIns(databaseOf(strapi), email);
  };

  const register = async (body: LocalBody, next: Next) => {
    const email = emailAddress.safeParse(body.email);
    if (email.success) body.email = email.data;
    const password = newPassword.safeParse(body.password);
    if (typeof body.password === 'string' && !password.success) {
      const message = password.error.issues[0]?.message ?? 'is not good enough';
      throw new Refusal('VALIDATION_FAILED', `password: ${message}`, {
        errors: [{ path: ['password'], message }],
      });
    }
    try {
      await next();
    } catch (error) {
      if (sqlState(error) !== '23505') throw error;
      throw new Refusal('EMAIL_TAKEN', 'There is an account with this name or address already.');
    }
  };

  return async (ctx: Context, next: Next): Promise<void> => {
    const path = ctx.path.toLowerCase().replace(/\/+$/, '');
    const body = (bodyOf(ctx) ?? {}) as LocalBody;
    if (ctx.method !== 'POST') return void (await next());
    if (path === '/api/auth/local') return logIn(body, ctx, next);
    if (path === '/api/auth/local/register') return register(body, next);
    await next();
  };
};

interface LocalBody {
  identifier?: unknown;
  email?: unknown;
  password?: unknown;
}
