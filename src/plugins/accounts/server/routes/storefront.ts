import type { CustomRoute } from '../../../kernel/server/contract';

export const storefrontRoutes: readonly CustomRoute[] = [
  ['POST', '/auth/register', 'session.register'],
  ['POST', '/auth/login', 'session.logIn'],
  ['POST', '/auth/refresh', 'session.refresh'],
  ['POST', '/auth/refresh-token', 'session.refresh'],
  ['POST', '/auth/logout', 'session.logOut'],
  ['PUT', '/auth/change-password', 'session.changePassword'],
  ['POST', '/auth/forgot-password', 'recovery.forgotPassword'],
  ['POST', '/auth/reset-password', 'recovery.resetPassword'],
  ['POST', '/auth/verify-email', 'recovery.verifyEmail'],
  ['POST', '/auth/send-email-confirmation', 'recovery.sendEmailConfirmation'],
  ['GET', '/auth/email-confirmation', 'recovery.emailConfirmation'],
  ['GET', '/auth/profile', 'profile.read'],
  ['GET', '/auth/me', 'profile.read'],
  ['PUT', '/auth/profile', 'profile.update'],
  ['PUT', '/auth/me', 'profile.update'],
  ['GET', '/users/:id/addresses', 'addresses.list'],
  ['POST', '/users/:id/addresses', 'addresses.create'],
  ['GET', '/users/:id/addresses/:addressId', 'addresses.read'],
  ['PUT', '/users/:id/addresses/:addressId', 'addresses.update'],
  ['DELETE', '/users/:id/addresses/:addressId', 'addresses.delete'],
];
