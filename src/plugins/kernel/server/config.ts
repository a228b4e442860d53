/** What `config/duka.ts` gives the plugins. */
export interface DukaConfig {
  databaseUrl: string;
  databasePoolSize: number;
  /** Keys that sign bearer's tokens, the newest first. */
  tokenKeys: string[];
  /** The shop's currency when it is first set up. */
  currency: string;
  holdSeconds: number;
  rateLimits: boolean;
  frontendOrigins: string[];
  firstAdministrator: { email: string | undefined; password: string | undefined };
  crashBefore: string | undefined;
}
