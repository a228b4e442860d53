import { DocumentColumns } from './document-columns';

const DOCUMENTS = 3_000;
const documentOf = (id: number, facets: number[]) => ({
  id,
  documentId: `d${id}`,
  line: ` name ${id} `,
  price: id,
  createdAt: id,
  popularity: 0,
  facets,
  available: false,
});
const facetsOf = (columns: DocumentColumns, id: number) => {
  const row = columns.row(id);
  const start = columns.facetsAt[row] ?? 0;
  return [...columns.facets.subarray(start, start + (columns.facetCount[row] ?? 0))];
};

it('keeps every document’s facets apart, however often they grow, shrink and move', () => {
  const columns = new DocumentColumns();
  const wanted = new Map<number, number[]>();
  for (let round = 0; round < 6; round += 1) {
    for (let id = 1; id <= DOCUMENTS; id += 1) {
      const facets = Array.from({ length: (id + round * 3) % 11 }, (_, turn) => id + turn);
      columns.set(documentOf(id, facets));
      wanted.set(id, facets);
      if (id % 7 !== round) continue;
      columns.remove(id);
      wanted.delete(id);
    }
  }
  for (let id = 1; id <= DOCUMENTS; id += 1) {
    const facets = wanted.get(id);
    if (facets === undefined) expect(columns.row(id)).toBe(-1);
    else expect([id, facetsOf(columns, id)]).toEqual([id, facets]);
  }
  expect([...columns.all()].map((row) => columns.ids[row]).sort((a = 0, b = 0) => a - b)).toEqual(
    [...wanted.keys()].sort((a, b) => a - b),
  );
});

it('needs no more room for facets that are written again and again', () => {
  const columns = new DocumentColumns();
  for (let round = 0; round < 200; round += 1) {
    for (let id = 1; id <= 100; id += 1) {
      columns.set(
        documentOf(
          id,
          Array.from({ length: 1 + (round % 20) }, () => 1),
        ),
      );
    }
  }
  expect(columns.facets.length).toBeLessThan(20_000);
});
