import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import { answer, bodyOf, databaseOf, validate } from '../../../kernel/server/contract';
import {
  emailAddress,
  isRepeated,
  newPassword,
  NOT_REPEATED,
  passwordConfirmation,
} from '../domain/password';
import { limitsOf } from '../services/limits';
import { accountOfMailToken } from '../services/mail-tokens';
import { askForMail, type Wanted } from '../services/recovery';
import { resetPassword, verifyEmail } from '../services/reset-password';
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
  const noted = async (ctx: Context, wanted: Wanted): Promise<string> => {
    const limits = limitsOf(strapi);
    await limits.recoveries(ctx);
    const { email } = validate(addressBody, bodyOf(ctx));
    await limits.recoveriesOf(email);
    await askForMail(strapi, { email, wanted });
    return email;
  };

  return {
    async forgotPassword(ctx: Context) {
      await noted(ctx, 'password');
      answer(ctx, 200, { ok: true });
    },

    async resetPassword(ctx: Context) {
      await limitsOf(strapi).recoveries(ctx);
      const body = validate(resetBody, bodyOf(ctx));
      const { password } = body;
      const given = body.token ?? body.code ?? '';
      // Before the work of a hash, which somebody who has no token is not given.
      await accountOfMailToken(strapi, databaseOf(strapi), 'reset-password', given);
      const hashed = await passwordsOf(strapi).ensureHashedPasswords({ password });
      await resetPassword(strapi, { token: given, passwordHash: hashed.password });
      answer(ctx, 200, { ok: true });
    },

    async verifyEmail(ctx: Context) {
      await limitsOf(strapi).recoveries(ctx);
      await verifyEmail(strapi, validate(tokenBody, bodyOf(ctx)).token);
      answer(ctx, 200, { verified: true });
    },

    /** Strapi's own: `{ email }`, answered with itself. */
    async sendEmailConfirmation(ctx: Context) {
      const email = await noted(ctx, 'verification');
      ctx.body = { email, sent: true };
    },

    /** Strapi's own: the token in the query. */
    async emailConfirmation(ctx: Context) {
      await verifyEmail(strapi, validate(confirmationQuery, ctx.query).confirmation);
      answer(ctx, 200, { verified: true });
    },
  };
};
