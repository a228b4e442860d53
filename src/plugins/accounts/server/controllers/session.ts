import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import {
  answer,
  bodyOf,
  databaseOf,
  idOfToken,
  mutation,
  Refusal,
  textOf,
  validate,
} from '../../../kernel/server/contract';
import { customerKey } from '../domain/caller';
import {
  emailAddress,
  isRepeated,
  newPassword,
  NOT_REPEATED,
  passwordConfirmation,
} from '../domain/password';
import { phoneInBody } from '../domain/phone';
import { presentProfile } from '../domain/profile';
import { phoneNumberOf } from '../services/customers/phone-number';
import { profileOf } from '../services/customers/profile';
import { registerCustomer } from '../services/customers/register-customer';
import { limitsOf } from '../services/limits';
import { checkPassword } from '../services/passwords/check-password';
import { keyed } from '../services/passwords/keyed';
import { replacePassword } from '../services/passwords/replace-password';
import { refusedLater } from '../services/refused-later';
import { holderOf, requireCustomer } from '../services/require-customer';
import { endSession, openSession, rotateSession } from '../services/sessions/sessions';
import { signInsOf } from '../services/sessions/sign-ins';
import { passwordsOf } from '../services/users-permissions';

const registration = z.strictObject({
  email: emailAddress,
  password: newPassword,
  firstName: textOf(255),
  lastName: textOf(255),
  phone: phoneInBody,
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
  const hashOf = async (password: string) =>
    (await passwordsOf(strapi).ensureHashedPasswords({ password })).password;

  const requirePassword = async (account: { identifier: string; password: string }) => {
    const checked = await checkPassword(strapi, account);
    if (checked.kind === 'right') return;
    throw new Refusal('INVALID_CREDENTIALS', 'The current password is wrong.');
  };

  const signedIn = async (ctx: Context, userId: number) => {
    const cartId = idOfToken(strapi, 'cart', ctx.get('X-Cart-Token'));
    if (cartId !== undefined) await signInsOf(strapi).tell({ userId, cartId });
    const profile = await profileOf(databaseOf(strapi), userId);
    return { user: presentProfile(profile), ...(await openSession(strapi, userId)) };
  };

  return {
    async register(ctx: Context) {
      await limitsOf(strapi).registrations(ctx);
      const { password, phone, ...names } = validate(registration, bodyOf(ctx));
      const customer = {
        ...names,
        ...(phone ? { phone: await phoneNumberOf(databaseOf(strapi), phone) } : {}),
      };
      const passwordHash = await hashOf(password);
      const options = {
        caller: 'anonymous',
        route: 'POST /api/auth/register',
        body: { ...customer, password: keyed(strapi, password) },
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
      const options = {
        caller: customerKey(checked.userId),
        route: 'POST /api/auth/login',
        body: { email, password: keyed(strapi, password) },
        reveal: () => signedIn(ctx, checked.userId),
      };
      await mutation(ctx, databaseOf(strapi), options, () =>
        Promise.resolve({ status: 200, data: null }),
      );
    },

    /** Stores no answer under a key, for that would be the tokens themselves. */
    async refresh(ctx: Context) {
      await limitsOf(strapi).refreshes(ctx);
      const { refreshToken } = validate(refreshBody, bodyOf(ctx));
      answer(ctx, 200, await rotateSession(strapi, refreshToken));
    },

    async logOut(ctx: Context) {
      const { userId, sessionId } = await holderOf(strapi, ctx);
      const options = {
        caller: customerKey(userId),
        route: 'POST /api/auth/logout',
        // The same key on another of their devices is another call.
        body: { sessionId },
      };
      const work = await refusedLater(async () => {
        const customer = await requireCustomer(strapi, ctx);
        return async (tx) => {
          await endSession(tx, customer);
          return { status: 200, data: { loggedOut: true } };
        };
      });
      await mutation(ctx, databaseOf(strapi), options, work);
    },

    async changePassword(ctx: Context) {
      const { userId } = await holderOf(strapi, ctx);
      const { currentPassword, password } = validate(passwordChange, bodyOf(ctx));
      let isRepetition = true;
      const options = {
        caller: customerKey(userId),
        route: 'PUT /api/auth/change-password',
        body: {
          currentPassword: keyed(strapi, currentPassword),
          password: keyed(strapi, password),
        },
        reveal: async () => {
          // Its session is over and another password may hold by now: it signs in like anybody.
          if (isRepetition) {
            const { email } = await profileOf(databaseOf(strapi), userId);
            await requirePassword({ identifier: email, password });
          }
          return signedIn(ctx, userId);
        },
      };
      const work = await refusedLater(async () => {
        const { email } = await requireCustomer(strapi, ctx);
        await limitsOf(strapi).logIns(ctx);
        await requirePassword({ identifier: email, password: currentPassword });
        const passwordHash = await hashOf(password);
        return async (tx) => {
          isRepetition = false;
          await replacePassword(tx, userId, passwordHash);
          return { status: 200, data: null };
        };
      });
      await mutation(ctx, databaseOf(strapi), options, work);
    },
  };
};
