/** Money that moved, as the provider's own books have it. */
export interface Entry {
  kind: 'capture' | 'refund';
  id: string;
  /** Of a refund: the capture that it gives back. */
  of?: string;
  /** What the shop called it: an order's number or a payment's id. */
  reference: string;
  /** In minor units. */
  amount: number;
  currency: string;
  at: string;
}

/** An emulator's books. */
export class Ledger {
  readonly entries: Entry[] = [];

  add(entry: Omit<Entry, 'at'>): void {
    this.entries.push({ ...entry, at: new Date().toISOString() });
  }

  /** In minor units, all currencies together: an emulator's shop has one. */
  total(kind: Entry['kind'], of?: string): number {
    return this.entries
      .filter((entry) => entry.kind === kind && (of === undefined || entry.of === of))
      .reduce((sum, { amount }) => sum + amount, 0);
  }

  get summary(): object {
    return {
      captured: this.total('capture'),
      refunded: this.total('refund'),
      entries: this.entries,
    };
  }
}
