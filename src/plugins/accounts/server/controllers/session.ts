import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { z } from 'zod';
import {
  answer,
  bodyOf,
  createRateLimit,
  databaseOf,
  mutation,
  Refusal,
  textOf,
  validate,
} from '../../../kernel/server/contract';
import { emailAddress, newPassword } from '../domain/password';
import { presentProfile } from '../domain/profile';
import { logIn } from '../services/log-in';
import { phoneNumber } from '../domain/phone';
import { registerCustomer } from '../services/register-customer';
import { requireCustomer } from '../services/require-customer';
import { endSession, openSession, rotateSession } from '../services/sessions';
import { passwordsOf } from '../services/users-permissions';
import { changePassword } from '../sql/change-password';
import { endSessionsOf } from '../sql/end-sessions-of';
import { readPassword } from '../sql/read-password';
import { readProfile } from '../sql/read-profile';

const registration = z.strictObject({
  email: emailAddress,
  password: newPassword,
  firstName: textOf(255),
  lastName: textOf(255),
  phone: phoneNumber.optional(),
});
const credentials = z.object({ email: emailAddress, password: z.string().min(1).max(1024) });
const refreshBody = z.object({ refreshToken: z.string().min(1).max(4096) });
const passwordChange = z.strictObject({
  currentPassword: z.string().min(1).max(1024),
  password: newPassword,
});

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const limitLogIns = createRateLimit(strapi, { name: 'log-in', points: 10, seconds: 60 });
  const limitRegistrations = createRateLimit(strapi, {
    name: 'register',
    points: 10,
    seconds: 60 * 60,
  });
  const limitRefreshes = createRateLimit(strapi, { name: 'refresh', points: 60, seconds: 60 });

  const signedIn = async (userId: number) => {
    const [profile] = await databaseOf(strapi).query(readProfile, [userId]);
    if (profile === undefined) throw new Refusal('INVALID_TOKEN', 'This account is gone.');
    return { user: presentProfile(profile), ...(await openSession(strapi, userId)) };
  };

  return {
    async register(ctx: Context) {
      await limitRegistrations(ctx);
      const customer = validate(registration, bodyOf(ctx));
      const options = {
        caller: 'anonymous',
        route: 'POST /api/auth/register',
        reveal: ({ subject }: { subject?: string }) => signedIn(Number(subject)),
      };
      await mutation(ctx, databaseOf(strapi), options, async (tx) => {
        const userId = await registerCustomer(strapi, tx, customer);
        return { status: 201, data: null, subject: String(userId) };
      });
    },

    async logIn(ctx: Context) {
      await limitLogIns(ctx);
      const userId = await logIn(strapi, validate(credentials, bodyOf(ctx)));
      answer(ctx, 200, await signedIn(userId));
    },

    async refresh(ctx: Context) {
      await limitRefreshes(ctx);
      const { refreshToken } = validate(refreshBody, bodyOf(ctx));
      answer(ctx, 200, await rotateSession(strapi, refreshToken));
    },

    async logOut(ctx: Context) {
      const { sessionId } = await requireCustomer(strapi, ctx);
      await endSession(databaseOf(strapi), sessionId);
      answer(ctx, 200, { loggedOut: true });
    },

    async changePassword(ctx: Context) {
      const { userId } = await requireCustomer(strapi, ctx);
      const { currentPassword, password } = validate(passwordChange, bodyOf(ctx));
      const passwords = passwordsOf(strapi);
      const hashed = await passwords.ensureHashedPasswords({ password });
      await databaseOf(strapi).transaction(async (tx) => {
        const [current] = await tx.query(readPassword, [userId]);
        const matches =
          current?.password != null &&
          (await passwords.validatePassword(currentPassword, current.password));
        if (!matches) {
          throw new Refusal('INVALID_CREDENTIALS', 'The current password is wrong.');
        }
        await tx.query(changePassword, [userId, hashed.password]);
        // Whoever else was signed in with the old password is signed out.
        await tx.query(endSessionsOf, [userId]);
      });
      answer(ctx, 200, await signedIn(userId));
    },
  };
};
