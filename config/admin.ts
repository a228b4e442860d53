import { settings } from './lib/environment';

export default {
  serveAdminPanel: settings.DUKA_SERVE_ADMIN,
  auth: { secret: settings.ADMIN_JWT_SECRET },
  apiToken: { salt: settings.API_TOKEN_SALT },
  transfer: { token: { salt: settings.TRANSFER_TOKEN_SALT } },
  secrets: { encryptionKey: settings.ENCRYPTION_KEY },
  // A storefront is not part of this house, so there is no page of it to be shown.
  preview: { enabled: false, config: {} },
  flags: { nps: false, promoteEE: false },
};
