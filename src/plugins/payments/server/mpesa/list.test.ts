import type { Daraja } from './client';
import { listMpesa } from './list';

const ROWS = ['RECEIPT1', 'RECEIPT2', 'RECEIPT3'].map((transactionId) => ({
  transactionId,
  trxDate: '2026-01-01T10:00:00+0300',
  amount: '500.00',
  billreference: ' abcd1234 ',
}));

/** The receipts that are listed, and how many pages were asked for. */
async function listedBy(pageAt: (offset: number) => typeof ROWS) {
  let pages = 0;
  const post: Daraja['post'] = (schema, _path, body) => {
    pages += 1;
    const { OffSetValue: offset } = body as { OffSetValue: string };
    const answer = schema.parse({ Response: [pageAt(Number(offset))] });
    return Promise.resolve({ kind: 'yes', answer });
  };
  const receipts: string[] = [];
  const now = Date.now();
  const [from, to] = [new Date(now - 60_000), new Date(now)];
  for await (const { providerId } of listMpesa({ post, ask: post }, '174379', from, to)) {
    receipts.push(providerId);
  }
  return { receipts, pages };
}

const ALL = ['RECEIPT1', 'RECEIPT2', 'RECEIPT3'];

test('a list is read page by page, until one is empty', async () => {
  const listed = await listedBy((offset) => ROWS.slice(offset, offset + 2));
  expect(listed).toEqual({ receipts: ALL, pages: 3 });
});

test('a server that knows no offset is asked twice, and each receipt told once', async () => {
  expect(await listedBy(() => ROWS)).toEqual({ receipts: ALL, pages: 2 });
});
