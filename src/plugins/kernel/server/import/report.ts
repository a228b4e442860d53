/** What is said about one row of a file. */
export interface RowRemark {
  /** Physical line on which the row begins; the header is line 1. */
  line: number;
  /** A sentence without its full stop, such as `Variant Price "free" is not a number`. */
  reason: string;
}

/** Who wants each remark at once, for a report keeps none: a file may have any number of bad rows. */
export interface ReportListener {
  /** The row did not come in. */
  refused?(remark: RowRemark): void;
  /** The row came in, but not to the letter. */
  noted?(remark: RowRemark): void;
}

/** The books of one import: every row that is not blank is counted once. */
export class Report {
  /** Rows that wrote something. */
  accepted = 0;
  /** Rows that said what the database held already. */
  unchanged = 0;
  /** Rows that did not come in. */
  refused = 0;

  constructor(private readonly listener: ReportListener = {}) {}

  accept(rows = 1): void {
    this.accepted += rows;
  }

  leave(rows = 1): void {
    this.unchanged += rows;
  }

  refuse(line: number, reason: string): void {
    this.refused += 1;
    this.listener.refused?.({ line, reason });
  }

  note(line: number, reason: string): void {
    this.listener.noted?.({ line, reason });
  }
}
