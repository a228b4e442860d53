declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** Somebody has opened an account. */
    'customer.registered': { documentId: string };
    /** A customer wants the mail again by which the address is verified. */
    'customer.verification_wanted': { documentId: string };
    /** A customer has forgotten the password and wants to set another. */
    'customer.password_forgotten': { documentId: string };
    /** A customer has another password; everybody who was signed in has been signed out. */
    'customer.password_changed': { documentId: string };
    /** What the shop knows of a customer has changed, by themselves or by staff, or they were blocked. */
    'customer.updated': { documentId: string };
    /** An account is gone, with all that named its owner; orders stay for the books. */
    'customer.deleted': { documentId: string };
    /** Sessions of a customer were ended: one that they signed out of, or all of them. */
    'session.ended': {
      /** Numeric id of the customer. */
      userId: number;
    };
  }
}

export {};
