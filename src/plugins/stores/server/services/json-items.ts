import { UnreadableFile } from '../../../kernel/server/contract';

export interface JsonItem {
  /** Physical line on which it begins. */
  line: number;
  text: string;
}

/** Characters at most of one item, so that a brace that is never closed cannot fill the memory. */
const LONGEST_ITEM = 1_000_000;

/**
 * Cuts a JSON array of objects into the texts of its objects as it is read, without looking into
 * them: a bad one costs that one alone.
 *
 * @throws UnreadableFile where the bytes are no UTF-8 or the array has no end
 */
export async function* readJsonItems(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<JsonItem> {
  let item = '';
  let [line, start, depth] = [1, 1, 0];
  let [inText, escaped, ended] = [false, false, false];
  for await (const piece of decode(bytes)) {
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const sign = piece[at];
      if (sign === '\n') line += 1;
      if (escaped) escaped = false;
      else if (sign === '\\') escaped = inText;
      else if (sign === '"') inText = !inText;
      else if (inText) continue;
      else if (sign === '{') {
        depth += 1;
        if (depth === 1) [from, start] = [at, line];
      } else if (sign === '}' && depth > 0) {
        depth -= 1;
        if (depth > 0) continue;
        yield { line: start, text: item + piece.slice(from, at + 1) };
        item = '';
      } else if (sign === ']' && depth === 0) ended = true;
    }
    if (depth > 0) item += piece.slice(from);
    if (item.length > LONGEST_ITEM) {
      throw new UnreadableFile(`The object that begins on line ${start} is not closed.`);
    }
  }
  if (depth > 0 || !ended) throw new UnreadableFile('The file ends in the middle.');
}

async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new UnreadableFile('The file is not UTF-8.');
    throw error;
  }
}
