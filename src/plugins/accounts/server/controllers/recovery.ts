import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import { answer, bodyOf, databaseOf, mutation, validate } from '../../../kernel/server/contract';
import {
  emailAddress,
  isRepeated,
  newPassword,
  NOT_REPEATED,
  passwordConfirmation,
} from '../domain/password';
import { limitsOf } from '../services/limits';
import { keyed } from '../services/passwords/keyed';
import { accountOfMailToken } from '../services/passwords/mail-tokens';
import { askForMail } from '../services/passwords/recovery';
import { resetPassword, verifyEmail } from '../services/passwords/reset-password';
import { refusedLater } from '../services/refused-later';
import { passwordsOf } from '../services/users-permissions';

const MOST_TOKEN = 512;
const token = z.string().trim().min(1, 'must not be empty').max(MOST_TOKEN);
const addressBody = z.object({ email: emailAddress });
const tokenBody = z.object({ token });
/** Strapi's own clients say `code`. */
const resetBody = z
  .object({
    token: token.optional(),
    code: token.optional(),
    password: newPassword,
    passwordConfirmation,
  })
  .refine(({ token, code }) => token !== undefined || code !== undefined, {
    path: ['token'],
    message: 'is needed: the mail has it',
  })
  .refine(isRepeated, NOT_REPEATED);
const confirmationQuery = z.object({ confirmation: token });

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const addressIn = async (ctx: Context): Promise<string> => {
    const limits = limitsOf(strapi);
    await limits.recoveries(ctx);
    const { email } = validate(addressBody, bodyOf(ctx));
    await limits.recoveriesOf(email);
    return email;
  };

  return {
    async forgotPassword(ctx: Context) {
      const email = await addressIn(ctx);
      const options = { caller: 'anonymous', route: 'POST /api/auth/forgot-password' };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        await askForMail(tx, { email, wanted: 'password' });
        return { status: 200, data: { ok: true } };
      });
    },

    async resetPassword(ctx: Context) {
      await limitsOf(strapi).recoveries(ctx);
      const body = validate(resetBody, bodyOf(ctx));
      const { password } = body;
      const given = body.token ?? body.code ?? '';
      const options = {
        caller: 'anonymous',
        route: 'POST /api/auth/reset-password',
        body: { token: given, password: keyed(strapi, password) },
      };
      const work = await refusedLater(async () => {
        // Before the work of a hash, which somebody who has no token is not given.
        await accountOfMailToken(strapi, databaseOf(strapi), 'reset-password', given);
        const hashed = await passwordsOf(strapi).ensureHashedPasswords({ password });
        return async (tx) => {
          await resetPassword(strapi, tx, { token: given, passwordHash: hashed.password });
          return { status: 200, data: { ok: true } };
        };
      });
      await mutation(ctx, databaseOf(strapi), options, work);
    },

    async verifyEmail(ctx: Context) {
      await limitsOf(strapi).recoveries(ctx);
      const { token: given } = validate(tokenBody, bodyOf(ctx));
      const options = { caller: 'anonymous', route: 'POST /api/auth/verify-email' };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        await verifyEmail(strapi, tx, given);
        return { status: 200, data: { verified: true } };
      });
    },

    /** Strapi's own: `{ email }`, answered with itself. */
    async sendEmailConfirmation(ctx: Context) {
      const email = await addressIn(ctx);
      await databaseOf(strapi).transaction((tx) =>
        askForMail(tx, { email, wanted: 'verification' }),
      );
      ctx.body = { email, sent: true };
    },

    /** Strapi's own: the token in the query. */
    async emailConfirmation(ctx: Context) {
      const { confirmation } = validate(confirmationQuery, ctx.query);
      await databaseOf(strapi).transaction((tx) => verifyEmail(strapi, tx, confirmation));
      answer(ctx, 200, { verified: true });
    },
  };
};
