import { messageIdOf, type Mail } from './mail-transport';

/** So many characters make an encoded word of at most 75, whatever they are (RFC 2047, 2). */
const CHARACTERS_OF_A_WORD = 11;

/**
 * A mail as a file that programs open as one that has come (RFC 5322, 2045 and 2046). Its parts are
 * written as they stand, 8bit, so that an editor shows what they say and `grep` finds it.
 *
 * @param date that of its head
 */
export function emlOf(mail: Mail, date: Date): string {
  const boundary = `part-of-${mail.id}`;
  const head = [
    `From: ${phrase(mail.from.name)} <${mail.from.address}>`,
    `To: ${mail.to}`,
    ...(mail.replyTo === undefined ? [] : [`Reply-To: ${mail.replyTo}`]),
    `Subject: ${encoded(mail.subject)}`,
    `Message-ID: ${messageIdOf(mail)}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    ...Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}`),
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
  ];
  const parts = [partOf('plain', mail.text)];
  if (mail.html !== '') parts.push(partOf('html', mail.html));
  const lines = [...head, ...parts.map((part) => `\n--${boundary}\n${part}`), `--${boundary}--\n`];
  return lines.join('\n').replace(/\r?\n|\r/g, '\r\n');
}

function partOf(type: 'plain' | 'html', content: string): string {
  return `Content-Type: text/${type}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${content}`;
}

/** A name before an address. */
function phrase(name: string): string {
  const word = encoded(name);
  return word === name ? `"${name.replace(/["\\]/g, '\\$&')}"` : word;
}

/** A header's text: as it stands where it is ASCII, else in encoded words, one a line. */
function encoded(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const characters = Array.from(text);
  const words: string[] = [];
  for (let at = 0; at < characters.length; at += CHARACTERS_OF_A_WORD) {
    const word = Buffer.from(characters.slice(at, at + CHARACTERS_OF_A_WORD).join(''));
    words.push(`=?utf-8?B?${word.toString('base64')}?=`);
  }
  return words.join('\n ');
}
