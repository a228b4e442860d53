/** What `config/duka.ts` gives the plugins. */
export interface DukaConfig {
  databaseUrl: string;
  databasePoolSize: number;
  redisUrl: string | undefined;
  /** Whether this process runs schedules. */
  runsSchedules: boolean;
  /** Keys that sign bearer's tokens, the newest first. */
  tokenKeys: string[];
  /** The shop's currency when it is first set up. */
  currency: string;
  holdSeconds: number;
  rateLimits: boolean;
  /** The figures of the limits, per address of origin where they are a rate. */
  limits: {
    logInsPerMinute: number;
    registrationsPerHour: number;
    newCartsPerMinute: number;
    /** Codes of coupons that there are not. */
    couponGuessesPerMinute: number;
    /** Failed log-ins of one account until it is locked; also with `rateLimits` off. */
    lockAfterFailures: number;
    lockSeconds: number;
    /** How long activity can prolong a hold since it was first taken. */
    holdCeilingSeconds: number;
    /** Units of a SKU that one cart can hold. */
    unitsPerSku: number;
    /** Units of a SKU that the carts of one address of origin can hold together. */
    unitsPerSkuAndAddress: number;
    /** Lines that the carts of one address of origin can hold together. */
    linesPerAddress: number;
  };
  frontendOrigins: string[];
  firstAdministrator: { email: string | undefined; password: string | undefined };
}
