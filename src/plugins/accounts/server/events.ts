declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** Somebody has opened an account. */
    'customer.registered': { documentId: string };
  }
}

export {};
