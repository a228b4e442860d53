const SECRET =
  /secret|passw|passkey|token|credential|authorization|signature|card|cvc|api.?key|pin$/i;
const PERSONAL = /phone|msisdn|party[ab]$|email|name|address|line1|line2|postal|city|shipping/i;
const MOST_TEXT = 2_000;
const DEEPEST = 12;

/**
 * A copy of what went to or came from a provider that staff may see and a log may keep: secrets are
 * gone, of personal data the last two characters are left, long texts are cut.
 */
export function masked(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return '…';
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => masked(part, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, maskedField(key, part, depth)]),
  );
}

function maskedField(key: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value === 'object') return masked(value, depth + 1);
  if (SECRET.test(key)) return '***';
  if (PERSONAL.test(key)) return `***${String(value).slice(-2)}`;
  return masked(value, depth + 1);
}

function cut(text: string): string {
  // A token in an address, which whoever knows it may write to; a telephone number or an address of
  // e-mail in the middle of a text.
  const bare = text
    .replace(/(?<![0-9a-z])[0-9a-f]{32,}(?![0-9a-z])/gi, '***')
    .replace(/\+?\d{10,15}\b/g, (digits) => `***${digits.slice(-2)}`)
    .replace(/[^\s@"<>]+@[^\s@"<>]+/g, '***@***')
    // NUL, which PostgreSQL's jsonb cannot hold.
    .replaceAll('\u0000', '');
  return bare.length > MOST_TEXT ? `${bare.slice(0, MOST_TEXT)}…` : bare;
}
