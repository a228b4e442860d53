/** Controls but for tabs and new lines, and the signs that turn the direction of what follows. */
const CONTROLS = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/u;
/** The beginning of a tag, a comment or a declaration: browsers mend what is left open. */
const MARKUP = /<[a-z/!?]/i;

/** What keeps a text from being shown as it is, wherever it is shown; undefined for a plain one. */
export function faultInText(text: string): string | undefined {
  if (CONTROLS.test(text)) return 'must not contain control characters';
  if (MARKUP.test(text)) return 'must be plain text without HTML';
  return undefined;
}
