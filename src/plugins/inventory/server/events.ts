declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** What a store has of a variant, or what is free of it, has changed. */
    'stock.changed': {
      /** Of the stock level. */
      documentId: string;
      sku: string;
      /** Document id. */
      storeId: string;
      onHand: number;
      available: number;
      /** By how much `onHand` has changed; 0 where only what is reserved has. */
      delta: number;
      /** Of the movement: `sale`, `adjustment` … */
      kind: string;
    };
  }
}

export {};
