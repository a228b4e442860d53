import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import type { Context, Next } from 'koa';
import { z } from 'zod';
import {
  bodyOf,
  inStrapiTransaction,
  publish,
  Refusal,
  validate,
} from '../../../kernel/server/contract';
import { emailAddress, newPassword } from '../domain/password';
import { doubtAddress } from '../sql/doubt-address';
import { deleteIfThere } from './customers/delete-if-there';
import { limitsOf } from './limits';
import { checkPassword } from './passwords/check-password';

type Action = (ctx: Context, next: Next) => Promise<unknown>;
type Build<T> = (context: { strapi: Core.Strapi }) => T;

interface AuthController {
  callback: Action;
  register: Action;
}

interface UserController {
  destroy: (ctx: Context) => Promise<unknown>;
}

/** Strapi's actions that ours stand in for. */
type RecoveryController = Record<
  'forgotPassword' | 'resetPassword' | 'sendEmailConfirmation' | 'emailConfirmation',
  (ctx: Context) => Promise<void>
>;

/** The parts of users-permissions that its extension changes. */
interface UsersPermissions {
  controllers: { auth: Build<AuthController>; user: UserController | Build<UserController> };
  middlewares: {
    rateLimit: (config: unknown, context: { strapi: Core.Strapi }) => Action;
  };
}

const registration = z.looseObject({
  email: emailAddress,
  username: z.string().max(255),
  password: newPassword,
});

/**
 * Puts users-permissions' own ways in under the guards of ours: the lock after repeated failures, one
 * time for unknown and wrong, the rules for passwords, one account an address in whatever spelling,
 * the rate limits, an address that nobody has verified counting as such, what goes with a customer. Its controllers are changed rather than its routes, so that GraphQL is guarded too.
 */
export function guardUsersPermissions<Plugin extends UsersPermissions>(plugin: Plugin): Plugin {
  const buildAuth = plugin.controllers.auth;
  plugin.controllers.auth = ({ strapi }) => guardAuth(strapi, buildAuth({ strapi }));
  const { user } = plugin.controllers;
  plugin.controllers.user = (context) =>
    guardDeletion(context.strapi, typeof user === 'function' ? user(context) : user);
  plugin.middlewares.rateLimit = (_config, { strapi }) => limitByPath(strapi);
  return plugin;
}

function guardAuth<Controller extends AuthController>(
  strapi: Core.Strapi,
  auth: Controller,
): Controller {
  return {
    ...auth,
    async callback(ctx: Context, next: Next) {
      const { provider = 'local' } = ctx.params as { provider?: string };
      if (provider === 'local') await refuseWrongPassword(strapi, bodyOf(ctx));
      return auth.callback(ctx, next);
    },
    async register(ctx: Context, next: Next) {
      const { email, username } = validate(registration, bodyOf(ctx));
      Object.assign(bodyOf(ctx) as object, { email });
      if (username.includes('@') && username.toLowerCase() !== email) {
        const fault = 'must not be the e-mail address of somebody else';
        throw new Refusal('VALIDATION_FAILED', `username: ${fault}`, {
          errors: [{ path: ['username'], message: fault }],
        });
      }
      return inStrapiTransaction(strapi, async (tx) => {
        await auth.register(ctx, next);
        // Without verification by mail Strapi takes every address for verified.
        const [customer] = await tx.query(doubtAddress, [email]);
        if (customer !== undefined) {
          const documentId = customer.document_id;
          await publish(tx, [
            { event: 'customer.registered', subject: documentId, payload: { documentId } },
          ]);
        }
        const { user } = ctx.body as { user: object };
        Object.assign(user, { confirmed: false });
      });
    },
    // Where the routes of ours do not come first, the same verbs answer.
    forgotPassword: (ctx: Context) => ours(strapi).forgotPassword(ctx),
    resetPassword: (ctx: Context) => ours(strapi).resetPassword(ctx),
    sendEmailConfirmation: (ctx: Context) => ours(strapi).sendEmailConfirmation(ctx),
    emailConfirmation: (ctx: Context) => ours(strapi).emailConfirmation(ctx),
  };
}

function guardDeletion(strapi: Core.Strapi, user: UserController): UserController {
  return {
    ...user,
    destroy: (ctx) =>
      inStrapiTransaction(strapi, async (tx) => {
        await deleteIfThere(strapi, tx, (ctx.params as { id: string }).id);
        return user.destroy(ctx);
      }),
  };
}

/**
 * Refuses in Strapi's words. The right password is compared a second time by Strapi itself, which
 * lengthens successful log-ins only.
 */
async function refuseWrongPassword(strapi: Core.Strapi, body: unknown): Promise<void> {
  const { identifier, password } = (body ?? {}) as { identifier?: unknown; password?: unknown };
  if (typeof identifier !== 'string' || typeof password !== 'string') return;
  const checked = await checkPassword(strapi, { identifier: identifier.trim(), password });
  if (checked.kind === 'wrong') {
    throw new errors.ValidationError('Invalid identifier or password');
  }
}

/** The controller that stands in for Strapi's own mails and their tokens, which it keeps in clear. */
function ours(strapi: Core.Strapi): RecoveryController {
  return strapi.plugin('accounts').controller('recovery') as RecoveryController;
}

function limitByPath(strapi: Core.Strapi): Action {
  return async (ctx, next) => {
    const { logIns, registrations, recoveries } = limitsOf(strapi);
    const path = ctx.request.path.toLowerCase();
    if (path.includes('/register')) await registrations(ctx);
    else if (/local|change-password/.test(path)) await logIns(ctx);
    else await recoveries(ctx);
    await next();
  };
}
