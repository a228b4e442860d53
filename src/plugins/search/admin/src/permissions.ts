/** The server checks them too. */
export const MAY_READ = [{ action: 'plugin::search.report.read', subject: null }];
export const MAY_REBUILD = [{ action: 'plugin::search.index.rebuild', subject: null }];
