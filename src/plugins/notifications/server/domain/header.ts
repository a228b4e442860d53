// What ends a line, and what else no header may hold (RFC 5322, 2.2).
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
const LONGEST = 255;

/**
 * A text that may stand in a header of a mail: one line, of a bounded length. So a name or a subject
 * with a line's end in it cannot begin another header.
 */
export function headerText(text: string): string {
  const line = text.replace(CONTROL, ' ').replace(/ {2,}/g, ' ').trim();
  return Array.from(line).slice(0, LONGEST).join('');
}

/**
 * Whether mail can be addressed to this. Stricter than RFC 5321: nothing that a header or a command of
 * SMTP could take for more than one address.
 */
export function isMailbox(address: string): boolean {
  return address.length <= 254 && /^[^\s"(),:;<>@[\\\]]{1,64}@[^\s"(),:;<>@[\\\]]+$/.test(address);
}
