import { createHmac } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import {
  answer,
  bodyOf,
  databaseOf,
  dukaConfig,
  idOfToken,
  mutation,
  Refusal,
  textOf,
  validate,
} from '../../../kernel/server/contract';
import {
  emailAddress,
  isRepeated,
  newPassword,
  NOT_REPEATED,
  passwordConfirmation,
} from '../domain/password';
import { phoneNumber } from '../domain/phone';
import { presentProfile } from '../domain/profile';
import { checkPassword } from '../services/check-password';
import { limitsOf } from '../services/limits';
import { profileOf } from '../services/profile';
import { registerCustomer } from '../services/register-customer';
import { replacePassword } from '../services/replace-password';
import { requireCustomer } from '../services/require-customer';
import { endSession, openSession, rotateSession } from '../services/sessions';
import { signInsOf } from '../services/sign-ins';
import { passwordsOf } from '../services/users-permissions';

const registration = z.strictObject({
  email: emailAddress,
  password: newPassword,
  firstName: textOf(255),
  lastName: textOf(255),
  phone: phoneNumber.optional(),
});
const credentials = z.object({ email: emailAddress, password: z.string().min(1).max(1024) });
const refreshBody = z.object({ refreshToken: z.string().min(1).max(4096) });
const passwordChange = z
  .strictObject({
    currentPassword: z.string().min(1).max(1024),
    password: newPassword,
    passwordConfirmation,
  })
  .refine(isRepeated, NOT_REPEATED);

export default ({ strapi }: { strapi: Core.Strapi }) => {
  /** A password as it may stand in the books: of no use to who does not have the shop's key. */
  const keyed = (password: string) =>
    createHmac('sha256', dukaConfig(strapi).tokenKeys.join()).update(password).digest('base64url');

  const hashOf = async (password: string) =>
    (await passwordsOf(strapi).ensureHashedPasswords({ password })).password;

  const signedIn = async (ctx: Context, userId: number) => {
    const cartId = idOfToken(strapi, 'cart', ctx.get('X-Cart-Token'));
    if (cartId !== undefined) await signInsOf(strapi).tell({ userId, cartId });
    const profile = await profileOf(databaseOf(strapi), userId);
    return { user: presentProfile(profile), ...(await openSession(strapi, userId)) };
  };

  return {
    async register(ctx: Context) {
      await limitsOf(strapi).registrations(ctx);
      const { password, ...customer } = validate(registration, bodyOf(ctx));
      const passwordHash = await hashOf(password);
      const options = {
        caller: 'anonymous',
        route: 'POST /api/auth/register',
        body: { ...customer, password: keyed(password) },
        reveal: ({ subject }: { subject?: string }) => signedIn(ctx, Number(subject)),
      };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const userId = await registerCustomer(tx, { ...customer, passwordHash });
        return { status: 201, data: null, subject: String(userId) };
      });
    },

    async logIn(ctx: Context) {
      await limitsOf(strapi).logIns(ctx);
      const { email, password } = validate(credentials, bodyOf(ctx));
      const checked = await checkPassword(strapi, { identifier: email, password });
      if (checked.kind === 'wrong') {
        throw new Refusal('INVALID_CREDENTIALS', 'The e-mail address or the password is wrong.');
      }
      answer(ctx, 200, await signedIn(ctx, checked.userId));
    },

    async refresh(ctx: Context) {
      await limitsOf(strapi).refreshes(ctx);
      const { refreshToken } = validate(refreshBody, bodyOf(ctx));
      answer(ctx, 200, await rotateSession(strapi, refreshToken));
    },

    async logOut(ctx: Context) {
      await endSession(databaseOf(strapi), await requireCustomer(strapi, ctx));
      answer(ctx, 200, { loggedOut: true });
    },

    async changePassword(ctx: Context) {
      const { userId, email } = await requireCustomer(strapi, ctx);
      await limitsOf(strapi).logIns(ctx);
      const body = validate(passwordChange, bodyOf(ctx));
      const current = { identifier: email, password: body.currentPassword };
      const checked = await checkPassword(strapi, current);
      if (checked.kind === 'wrong') {
        throw new Refusal('INVALID_CREDENTIALS', 'The current password is wrong.');
      }
      const passwordHash = await hashOf(body.password);
      await databaseOf(strapi).transaction((tx) => replacePassword(tx, userId, passwordHash));
      answer(ctx, 200, await signedIn(ctx, userId));
    },
  };
};
