declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** Staff have opened a store. */
    'store.created': { documentId: string };
    /** Staff have changed a store. */
    'store.updated': { documentId: string };
    'store.deleted': { documentId: string };
  }
}

export {};
