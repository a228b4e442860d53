declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** Somebody has opened an account. */
    'customer.registered': { documentId: string };
    /** Sessions of a customer were ended: one that they signed out of, or all of them. */
    'session.ended': {
      /** Numeric id of the customer. */
      userId: number;
    };
  }
}

export {};
