declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** Staff have made, changed or removed a coupon. */
    'coupon.changed': { documentId: string; action: string };
    /** Staff have changed what the shop reckons by: its settings, taxes, ways of shipping. */
    'settings.changed': {
      documentId: string;
      /** The content type: `shop-settings`, `tax-rate`, `shipping-zone` … */
      type: string;
    };
  }
}

export {};
