declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** Staff have made, changed or removed a coupon. */
    'coupon.changed': { documentId: string; action: string };
  }
}

export {};
