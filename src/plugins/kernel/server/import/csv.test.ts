import { openCsv } from './csv';
import { LONGEST_ROW } from './physical-lines';
import { Report, type RowRemark } from './report';

const columns = {
  sku: { spellings: ['SKU'], required: true },
  name: { spellings: ['Name', 'Title'] },
  note: { spellings: ['Note'] },
} as const;

/** Reads a file that arrives in pieces of the given size. */
async function read(file: string | Buffer, pieceSize = 7) {
  const bytes = Buffer.from(file);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
  }
  const refused: RowRemark[] = [];
  const notes: RowRemark[] = [];
  const report = new Report({
    refused: (remark) => refused.push(remark),
    noted: (remark) => notes.push(remark),
  });
  const rows: [line: number, ...cells: string[]][] = [];
  const csv = await openCsv(pieces(), report);
  for await (const { line, cells } of csv.rows(columns)) {
    rows.push([line, cells.sku, cells.name, cells.note]);
  }
  return { rows, refused, notes };
}

const reasonsByLine = (refused: RowRemark[]) =>
  Object.fromEntries(refused.map(({ line, reason }) => [line, reason]));

describe('a file in good order', () => {
  test('quoted fields span lines, and rows are named by the line on which they begin', async () => {
    const { rows, refused } = await read(
      'SKU,Name,Note\na,"one\ntwo, ""three""\n",x\n\nb,two,"y"\n',
    );
    expect(rows).toEqual([
      [2, 'a', 'one\ntwo, "three"\n', 'x'],
      [6, 'b', 'two', 'y'],
    ]);
    expect(refused).toEqual([]);
  });

  test('BOM, CRLF, capitals and another order of the header are accepted', async () => {
    const { rows } = await read('\uFEFFtitle,sku,other\r\nOne,a,\r\nZwei ü,b,\r\n');
    expect(rows).toEqual([
      [2, 'a', 'One', ''],
      [3, 'b', 'Zwei ü', ''],
    ]);
  });

  test.each([
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['bars', '|'],
  ])('%s between the cells are seen by the header', async (_, sign) => {
    const { rows } = await read(
      [
        ['SKU', 'Name', 'Note'],
        ['a', '"one, two; three\tand|four"', 'x'],
      ]
        .map((cells) => `${cells.join(sign)}\n`)
        .join(''),
    );
    expect(rows).toEqual([[2, 'a', 'one, two; three\tand|four', 'x']]);
  });

  test('a title may be written with spaces, signs and capitals of its own', async () => {
    const { rows, notes } = await read('S.K.U.,NAME,no-te\na,b,c\n');
    expect(rows).toEqual([[2, 'a', 'b', 'c']]);
    expect(notes).toEqual([]);
  });

  test('of two spellings of a column the first is read, and one that is exact before one that is alike', async () => {
    const { rows } = await read('SKU,Title,Name,No te,Note\na,title,name,alike,exact\n');
    expect(rows).toEqual([[2, 'a', 'name', 'exact']]);
  });

  test('columns that nobody asks for are named once', async () => {
    const { notes } = await read('SKU,Weight,Colour,\na,1,red,\nb,2,blue,\n');
    expect(notes).toEqual([{ line: 1, reason: 'columns passed over: Weight, Colour' }]);
  });

  test('the last line needs no line end, and rows of empty cells are passed over', async () => {
    const { rows, refused } = await read('SKU,Name,Note\na,b,c\n,,\n\r\nd,e,f');
    expect(rows.map(([line]) => line)).toEqual([2, 5]);
    expect(refused).toEqual([]);
  });

  test.each([1, 2, 5, 64, 65_536])('read in pieces of %i bytes it is the same', async (size) => {
    const file = `SKU,Name,Note\n${Array.from({ length: 450 }, (_, n) => `s${n},"é\n${n}",z\n`).join('')}`;
    const { rows, refused } = await read(file, size);
    expect(rows).toHaveLength(450);
    expect(rows[449]).toEqual([900, 's449', 'é\n449', 'z']);
    expect(refused).toEqual([]);
  });
});

describe('a bad row costs that row alone', () => {
  test('a quote that is not closed', async () => {
    const { rows, refused } = await read(
      'SKU,Name,Note\na,"open,x\nb,two,y\nc,"th\nree",z\nd,4,z\n',
    );
    expect(rows.map(([line, sku]) => [line, sku])).toEqual([
      [3, 'b'],
      [4, 'c'],
      [6, 'd'],
    ]);
    expect(reasonsByLine(refused)).toEqual({ 2: expect.stringContaining('quote') as string });
  });

  test('a quote that is not closed in the last row', async () => {
    const { rows, refused } = await read('SKU,Name,Note\na,b,c\nd,"e,f\n');
    expect(rows.map(([line]) => line)).toEqual([2]);
    expect(refused.map(({ line }) => line)).toEqual([3]);
  });

  test('quotes inside a field and behind a closed one', async () => {
    const { rows, refused } = await read('SKU,Name,Note\na,5" x 6",c\nb,"x"y,c\nc,d,e\n');
    expect(rows.map(([line]) => line)).toEqual([4]);
    expect(refused.map(({ line }) => line)).toEqual([2, 3]);
  });

  test('the lines of a broken row that spans several are named with their origin', async () => {
    const { rows, refused } = await read('SKU,Name,Note\na,"1\n2"2\n3",x\nb,c,d\ne,f\n');
    expect(rows.map(([line, sku]) => [line, sku])).toEqual([[5, 'b']]);
    const reasons = reasonsByLine(refused);
    expect(Object.keys(reasons)).toEqual(['2', '3', '4', '6']);
    expect(reasons[4]).toMatch(/may belong to line 2$/);
    expect(reasons[6]).toBe('the row has 2 columns, the header has 3');
  });

  test('too few and too many columns', async () => {
    const { rows, refused } = await read('SKU,Name,Note\na,b\na,b,c,d\nx,y,z\n');
    expect(rows.map(([line]) => line)).toEqual([4]);
    expect(refused.map(({ line }) => line)).toEqual([2, 3]);
  });

  test('Latin-1 bytes and NUL', async () => {
    const latin1 = Buffer.concat([
      Buffer.from('SKU,Name,Note\na,ok,é\nb,'),
      Buffer.from('Stöckli', 'latin1'),
      Buffer.from(',x\nc,"1\n'),
      Buffer.from('é', 'latin1'),
      Buffer.from('",x\nd,\0,x\ne,ok,x\n'),
    ]);
    const { rows, refused } = await read(latin1);
    expect(rows.map(([, sku]) => sku)).toEqual(['a', 'e']);
    const reasons = reasonsByLine(refused);
    expect(reasons[3]).toMatch(/^the row is not UTF-8/);
    expect(reasons[4]).toMatch(/^its line 5 is not UTF-8/);
    expect(reasons[6]).toMatch(/NUL/);
    expect(refused).toHaveLength(3);
  });

  test('a row without end does not fill the memory', async () => {
    const lines = Math.ceil(LONGEST_ROW / 1_000) + 10;
    const open = `b,"${`${'y'.repeat(1_000)}\n`.repeat(lines)}z,1\n`;
    const file = `SKU,Name,Note\na,${'x'.repeat(LONGEST_ROW + 10)},c\n${open}c,d,e\n`;
    const { rows, refused } = await read(file, 65_536);
    expect(rows).toEqual([[3 + lines + 1, 'c', 'd', 'e']]);
    expect(refused[0]).toEqual({ line: 2, reason: `the row is larger than ${LONGEST_ROW} bytes` });
    expect(refused[1]?.line).toBe(3);
  });
});

test.each([
  ['', /empty/],
  [Buffer.from('\uFEFFSKU,Name\na,b\n', 'utf16le'), /UTF-16/],
  ['Handle,Name\na,b\n', /no column "SKU"/],
  ['SKU,Name,name\na,b,c\n', /"Name" twice/],
  ['SKU,Na-me,Na me\na,b,c\n', /"Na-me" twice/],
  ['SKU,Name\ra,b\rc,d\r', /CR alone/],
  ['"SKU,Name\na,b\n', /header/],
])('a file that cannot be read is said in a sentence: %p', async (file, message) => {
  await expect(read(file)).rejects.toThrow(message);
});

test('another sign between the cells than is told is said in a sentence', async () => {
  async function* bytes() {
    yield await Promise.resolve(Buffer.from('SKU\tName\na\tb\n'));
  }
  await expect(openCsv(bytes(), new Report(), ';')).rejects.toThrow(/separated by tabs/);
});
