import { readJsonLines } from './json-lines';
import { Report, type RowRemark } from './report';

async function read(file: string | Buffer, pieceSize = 5) {
  const bytes = Buffer.from(file);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
  }
  const refused: RowRemark[] = [];
  const report = new Report({ refused: (remark) => refused.push(remark) });
  const lines = [];
  for await (const line of readJsonLines(pieces(), report)) lines.push(line);
  return { lines, refused };
}

test('each line is an object, blank ones are passed over', async () => {
  const { lines, refused } = await read('\uFEFF{"a":1}\r\n\n{"a":"é\\n"}');
  expect(lines).toEqual([
    { line: 1, fields: { a: 1 } },
    { line: 3, fields: { a: 'é\n' } },
  ]);
  expect(refused).toEqual([]);
});

test('a bad line costs that line alone', async () => {
  const latin1 = Buffer.from('{"a":"\xe9"}\n', 'latin1');
  const rest = Buffer.from('{"a":\n[1]\n"text"\nnull\n{"a":2}\n');
  const { lines, refused } = await read(Buffer.concat([latin1, rest]));
  expect(lines).toEqual([{ line: 6, fields: { a: 2 } }]);
  expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
    [1, 'the line is not UTF-8'],
    [2, 'the line is no JSON'],
    [3, 'the line is no JSON object'],
    [4, 'the line is no JSON object'],
    [5, 'the line is no JSON object'],
  ]);
});
