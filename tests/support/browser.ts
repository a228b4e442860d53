import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { until } from './until';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where this machine has a Chromium; undefined where it has none. */
export const CHROMIUM = PLACES.find((place) => existsSync(place));

interface Answer {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/**
 * One page of a real browser, driven by Chrome's own protocol over a pipe: messages of JSON, each ended
 * by a zero byte (https://chromedevtools.github.io/devtools-protocol).
 */
export class Browser {
  private turn = 0;
  private session: string | undefined;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private unread = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly profile: string,
    private readonly commands: Writable,
    answers: Readable,
  ) {
    answers.setEncoding('utf8').on('data', (text: string) => this.take(text));
  }

  static async start(chromium: string): Promise<Browser> {
    const profile = mkdtempSync(join(tmpdir(), 'duka-browser-'));
    const child = spawn(
      chromium,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--window-size=1440,1000',
        '--remote-debugging-pipe',
        `--user-data-dir=${profile}`,
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    const [, , , commands, answers] = child.stdio;
    const browser = new Browser(child, profile, commands as Writable, answers as Readable);
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    browser.session = sessionId as string;
    return browser;
  }

  async open(url: string): Promise<void> {
    await this.send('Page.navigate', { url });
  }

  /** What an expression comes to in the page, as JSON can say it. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const { result } = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    return (result as { value: Value }).value;
  }

  /** Presses the last button or choice whose words begin so, once it is there and can be pressed. */
  async press(text: string): Promise<void> {
    await until(
      () =>
        this.evaluate<boolean>(`(() => {
          const all = [...document.querySelectorAll('button, label')];
          const one = all.findLast((each) => each.textContent.trim().startsWith(${JSON.stringify(text)}));
          if (!one || one.disabled) return false;
          one.click();
          return true;
        })()`),
      `a button ${text}`,
    );
  }

  /** Types into the field with a label, in the place of what stands there. */
  async type(label: string, text: string): Promise<void> {
    await until(
      () =>
        this.evaluate<boolean>(`(() => {
          const all = [...document.querySelectorAll('label')];
          const one = all.findLast((each) => each.textContent.startsWith(${JSON.stringify(label)}));
          if (!one?.control) return false;
          one.control.focus();
          one.control.select();
          return true;
        })()`),
      `a field ${label}`,
    );
    await this.send('Input.insertText', { text });
    await this.evaluate('document.activeElement.blur()');
  }

  /** Ends it with all its processes, which write into its profile until then. */
  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    await this.send('Browser.close', {});
    await ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10 });
  }

  private send(method: string, params: object): Promise<Record<string, unknown>> {
    const id = (this.turn += 1);
    const sessionId = this.session;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) => {
        if (result === undefined) reject(new Error(`${method}: ${error?.message ?? 'no answer'}`));
        else resolve(result);
      });
      this.commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  private take(text: string): void {
    const messages = (this.unread + text).split('\0');
    this.unread = messages.pop() ?? '';
    for (const message of messages) {
      const answer = JSON.parse(message) as Answer;
      // What has no id tells of something that happened.
      if (answer.id === undefined) continue;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    }
  }
}
