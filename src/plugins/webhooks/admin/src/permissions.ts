/** The server checks them too. */
export const MAY_READ = [{ action: 'plugin::webhooks.endpoint.read', subject: null }];
export const MAY_MANAGE = [{ action: 'plugin::webhooks.endpoint.manage', subject: null }];
