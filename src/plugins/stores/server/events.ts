type StoreEvents = Record<`store.${'created' | 'updated' | 'deleted'}`, { documentId: string }>;

declare module '../../kernel/server/contract' {
  interface EventPayloads extends StoreEvents {}
}

export {};
