declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** An endpoint was switched off by itself: its receiver is gone, or took nothing for days. */
    'webhook.disabled': { documentId: string; url: string; reason: string };
  }
}

export {};
