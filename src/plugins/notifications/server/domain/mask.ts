/**
 * An address as lists show it: enough to know it again, too little to write to.
 * `amina@example.com` is `am***@example.com`, `+254712345678` is `+2547***78`.
 */
export function masked(recipient: string): string {
  const at = recipient.lastIndexOf('@');
  if (at > 0) return `${recipient.slice(0, Math.min(2, at - 1))}***${recipient.slice(at)}`;
  if (recipient.startsWith('https://')) return `${new URL(recipient).origin}/***`;
  return `${recipient.slice(0, 5)}***${recipient.slice(-2)}`;
}

/** A provider's words about a failure, without addresses and numbers, short enough to keep. */
export function maskedText(text: string): string {
  return text
    .replace(/[^\s@"<>]+@[^\s@"<>]+/g, '***@***')
    .replace(/\+?\d{9,15}\b/g, (digits) => `***${digits.slice(-2)}`)
    .replaceAll('\u0000', '')
    .slice(0, 500);
}
