import { guardUsersPermissions } from '../../plugins/accounts/server/contract';

/** Strapi's own log-in, registration and mails, under the guards of `accounts`. */
export default guardUsersPermissions;
