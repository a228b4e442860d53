const EMAIL = /[^\s"'<>()@]+@[^\s"'<>()@]+\.[a-z]{2,}/gi;
/** Telephone and card numbers, in any spelling. */
const LONG_NUMBER = /\+?\d(?:[ .-]?\d){8,}/g;
/** Tokens, keys and signatures: long runs of letters and digits together. */
const SECRET = /\b(?=[\w.-]*\d)(?=[\w.-]*[a-z])[\w-]{24,}(?:\.[\w-]+)*/gi;

/** A text without what could be a person's or a secret. */
export function scrubbed(text: string): string {
  return text
    .replace(EMAIL, '[email]')
    .replace(SECRET, '[secret]')
    .replace(LONG_NUMBER, '[number]');
}
