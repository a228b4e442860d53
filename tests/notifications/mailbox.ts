import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../support/until';

/** A mail as it lies in the shop's folder. */
export interface Letter {
  /** The file's name without its ending: the message's id. */
  id: string;
  to: string;
  subject: string;
  /** The head with its folded lines joined. */
  head: string;
  /** The text part, as somebody reads it. */
  text: string;
}

/** The `.eml` files of a shop without a provider. */
export class Mailbox {
  constructor(private readonly dataDir: string) {}

  /** All that has come for an address. */
  to(address: string): Letter[] {
    return this.all().filter((letter) => letter.to.includes(address));
  }

  all(): Letter[] {
    const folder = join(this.dataDir, 'outbox-mail');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.eml'))
      .map((name) => read(name.slice(0, -4), readFileSync(join(folder, name), 'utf8')));
  }

  /** Waits until so many have come for an address, of those whose subject has this in it. */
  async waitFor(address: string, subject: string, count = 1): Promise<Letter[]> {
    const found = () => this.to(address).filter((letter) => letter.subject.includes(subject));
    await until(() => found().length >= count, `${count} × "${subject}" for ${address}`);
    return found();
  }
}

function read(id: string, raw: string): Letter {
  const end = raw.indexOf('\r\n\r\n');
  const head = unfolded(raw.slice(0, end));
  const header = (name: string) =>
    decoded(new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '');
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1] ?? '';
  const parts = raw.slice(end).split(`--${boundary}`);
  const text = parts.find((part) => /Content-Type: text\/plain/i.test(part)) ?? '';
  return { id, to: header('To'), subject: header('Subject'), head, text: bodyOf(text) };
}

function bodyOf(part: string): string {
  const end = part.indexOf('\r\n\r\n');
  const body = part.slice(end + 4);
  const coding = /^Content-Transfer-Encoding: (\S+)/im.exec(part.slice(0, end))?.[1];
  if (coding === 'base64') return Buffer.from(body, 'base64').toString();
  return coding === 'quoted-printable' ? quoted(body) : body;
}

function unfolded(head: string): string {
  return head.replaceAll('\r\n', '\n').replace(/\n[ \t]+/g, ' ');
}

function quoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

function decoded(text: string): string {
  return text
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?(.*?)\?=/gi, (_, how: string, what: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(what, 'base64').toString()
        : quoted(what.replaceAll('_', ' ')),
    );
}
