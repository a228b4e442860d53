/** Where lines go in the end; `process.stdout` is one, and writes at once on Linux, pipes included. */
export interface LineSink {
  write(text: string): unknown;
}

const LARGEST_BATCH = 64 * 1024;
const LONGEST_WAIT_MS = 50;

/**
 * Gathers lines and hands them on together: the system's call for each single one costs more than all
 * else that is done for it. What is gathered goes out 50 ms later at the latest, at once where it is
 * urgent, and when the process ends.
 */
export class LineBuffer {
  private waiting = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly sink: LineSink) {
    process.once('exit', () => this.flush());
  }

  add(line: string, urgent: boolean): void {
    this.waiting += `${line}\n`;
    if (urgent || this.waiting.length >= LARGEST_BATCH) {
      this.flush();
      return;
    }
    this.timer ??= setTimeout(() => this.flush(), LONGEST_WAIT_MS).unref();
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = this.waiting;
    this.waiting = '';
    if (text === '') return;
    try {
      this.sink.write(text);
    } catch {
      // A full disk costs the lines, never the shop.
    }
  }
}
