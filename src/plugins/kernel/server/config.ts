/** What `config/duka.ts` gives the plugins. */
export interface DukaConfig {
  databaseUrl: string;
  databasePoolSize: number;
  redisUrl: string | undefined;
  /** Whether this process does what is done in the background: schedules, events and jobs. */
  isWorker: boolean;
  /** How long an event is kept when everybody has heard of it. */
  keepEventsDays: number;
  log: {
    /** The lowest level that is written. */
    level: string;
    /** `json` for machines, `text` for people. */
    format: 'json' | 'text';
  };
  /** Opens what only operators see, `/metrics` among it; undefined where none is set. */
  operationsToken: string | undefined;
  /** Whether pictures are fetched from private and loopback addresses too. */
  imagesFromPrivateAddresses: boolean;
  /** The folder of what is kept on this machine, as a whole path. */
  dataDir: string;
  /** Sentry, where errors are tracked; undefined where they are not. */
  errorTracking: { dsn: string; environment: string; release: string | undefined } | undefined;
  /** Keys that sign bearer's tokens, the newest first. */
  tokenKeys: string[];
  /** The shop's currency when it is first set up. */
  currency: string;
  /** How long goods are held; like the rules of holds below, where the shop's settings do not say. */
  holdSeconds: number;
  rateLimits: boolean;
  /** The figures of the limits, per address of origin where they are a rate. */
  limits: {
    logInsPerMinute: number;
    registrationsPerHour: number;
    newCartsPerMinute: number;
    /** Codes of coupons that there are not. */
    couponGuessesPerMinute: number;
    /** Beginnings of a payment in ten minutes, of one order and of one telephone number. */
    paymentsPerOrder: number;
    paymentsPerPhone: number;
    /** Refusals of one card in an hour until its payments are called off. */
    refusalsPerCard: number;
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
  payments: {
    /** Refunds of more than this, in minor units, need a second person; undefined for none. */
    refundApprovalAbove: number | undefined;
    /** Absent where the provider is not set up. */
    stripe:
      | {
          secretKey: string;
          webhookSecrets: string[];
          apiBase: string | undefined;
          capture: 'automatic' | 'manual';
        }
      | undefined;
    mpesa:
      | {
          consumerKey: string;
          consumerSecret: string;
          shortcode: string;
          passkey: string;
          /** Safaricom's address, or a local server's. */
          baseUrl: string;
          /** The shop's own address, as Safaricom reaches it. */
          callbackBase: string;
          /** Who may give money back and ask about it; without one, that is done by hand. */
          initiator: { name: string; credential: string } | undefined;
        }
      | undefined;
    paypal:
      | {
          clientId: string;
          clientSecret: string;
          webhookId: string;
          /** PayPal's address, or a local server's. */
          baseUrl: string;
        }
      | undefined;
  };
  search: {
    /** Text search configurations of PostgreSQL, the shop's own language first. */
    languages: string[];
    /** An OpenSearch or Elasticsearch server that has the index; undefined where PostgreSQL has it. */
    server: { url: string; index: string } | undefined;
  };
  /** How messages leave the house. */
  notifications: {
    /** The sender's address; undefined where mails stay on this machine. */
    from: string | undefined;
    mail:
      | { kind: 'sendgrid'; apiKey: string; baseUrl: string }
      | { kind: 'smtp'; url: string }
      | { kind: 'files' };
    /** The key of SendGrid's event webhook; without it no event is believed. */
    sendgridWebhookKey: string | undefined;
    sms:
      | { kind: 'twilio'; accountSid: string; authToken: string; from: string; baseUrl: string }
      | {
          kind: 'africastalking';
          username: string;
          apiKey: string;
          sender: string | undefined;
          baseUrl: string;
        }
      | undefined;
    push: { publicKey: string; privateKey: string; subject: string } | undefined;
  };
  /** The address under which this server is reached, without a slash at the end. */
  publicUrl: string;
  webhooks: {
    /** Whether messages go to private and loopback addresses too. */
    allowPrivate: boolean;
    /** An endpoint that has taken nothing for so long is switched off. */
    offAfterDays: number;
    /** What messages from other systems are signed with; none where none are taken. */
    secretsIn: string[];
  };
  sockets: {
    /** Connections of one address of origin at once, where limits are on. */
    perAddress: number;
    /** How long before its end a hold of a cart is warned of. */
    cartWarningSeconds: number;
  };
  frontendOrigins: string[];
  /** Headers of answers that scripts on those origins may look at. */
  exposedHeaders: readonly string[];
  /** What public reads may keep in this process; 0 for nothing. */
  readCacheBytes: number;
  /** For how long a CDN may keep a public read. */
  readMaxAgeSeconds: number;
  firstAdministrator: { email: string | undefined; password: string | undefined };
}
