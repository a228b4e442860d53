/** The server checks them too. */
export const MAY_READ = [{ action: 'plugin::jobs.dead-letters.read', subject: null }];
export const MAY_RUN_AGAIN = [{ action: 'plugin::jobs.dead-letters.run-again', subject: null }];
