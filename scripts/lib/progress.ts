import { MultiBar } from 'cli-progress';

/** Shows how far a long work is and takes lines that are said meanwhile. */
export interface Progress {
  /** @param done of the total, in the total's unit */
  update(done: number): void;
  say(line: string): void;
  /** Must be called, whatever happens: a terminal is left as it was. */
  stop(): void;
}

const REPEAT_MS = 5_000;

/**
 * A bar on a terminal; elsewhere a line every few seconds.
 *
 * @param total undefined where nobody knows
 */
export function showProgress(total: number | undefined): Progress {
  return process.stdout.isTTY && total ? showBar(total) : showLines(total);
}

function showBar(total: number): Progress {
  const bars = new MultiBar({
    stream: process.stdout,
    format: '{bar} {percentage} %  {eta_formatted} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
  });
  const bar = bars.create(total, 0);
  return {
    update: (done) => bar.update(Math.min(done, total)),
    // Written above the bar, at its next turn.
    say: (line) => bars.log(`${line}\n`),
    stop: () => bars.stop(),
  };
}

function showLines(total: number | undefined): Progress {
  let done = 0;
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const timer = setInterval(() => {
    const share = total ? `${Math.floor((100 * done) / total)} %` : `${done} bytes`;
    say(`… ${share}`);
  }, REPEAT_MS).unref();
  return {
    update: (now) => (done = now),
    say,
    stop: () => clearInterval(timer),
  };
}
