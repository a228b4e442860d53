import fc from 'fast-check';
import { countFacets } from './count-facets';
import { countAvailability, countPrices } from './count-prices';
import { DocumentColumns, type DocumentEntry } from './document-columns';
import type { Sort } from './engine';
import { narrowHits } from './narrow-hits';
import { orderHits } from './order-hits';

/** Facets 1 to 4 are colours, 5 to 8 sizes, 9 to 12 brands. */
const KEYS = ['attribute colour', 'attribute size', 'brand '];
const keyOf = (facet: number) => KEYS[Math.floor((facet - 1) / 4)];
const EDGES = [10, 20, 50];

const entry = fc.record({
  id: fc.integer({ min: 1, max: 30 }),
  price: fc.option(fc.integer({ min: 0, max: 60 })),
  createdAt: fc.nat(5),
  popularity: fc.nat(3),
  facets: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }),
  available: fc.boolean(),
});
const wish = fc.record({
  filters: fc.uniqueArray(
    fc.record({
      key: fc.constantFrom(...KEYS),
      facets: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
    }),
    { selector: ({ key }) => key },
  ),
  minPrice: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
  maxPrice: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
  stocked: fc.boolean(),
  sort: fc.constantFrom<Sort>('relevance', 'price:asc', 'price:desc', 'newest', 'popularity'),
  offset: fc.nat(5),
  limit: fc.integer({ min: 1, max: 8 }),
});

it('finds, counts and orders as going through all documents one by one does', () => {
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 60 }),
      fc.array(fc.nat(30)),
      wish,
      (written, gone, asked) => {
        const columns = new DocumentColumns();
        for (let facet = 1; facet <= 12; facet += 1) columns.setFacetKey(facet, keyOf(facet) ?? '');
        const known = new Map<number, DocumentEntry>();
        written.forEach((given, turn) => {
          const document = { ...given, documentId: `d${given.id}`, line: ` word${given.id} ` };
          columns.set(document);
          known.set(given.id, document);
          const leaves = gone[turn];
          if (leaves === undefined) return;
          columns.remove(leaves);
          known.delete(leaves);
        });
        const documents = [...known.values()];
        const scoreOf = ({ id }: { id: number }) => (id * 7) % 5;

        const rows = columns.all();
        const scores = Float64Array.from(rows, (row) => scoreOf({ id: columns.ids[row] ?? 0 }));
        const isAvailable = (row: number) => columns.available[row] === 1;
        const hits = narrowHits(columns, rows, { ...asked, phrases: [], isAvailable });

        const passes = (document: DocumentEntry, without: string): boolean =>
          asked.filters.every(
            ({ key, facets }) =>
              key === without || facets.some((facet) => document.facets.includes(facet)),
          ) &&
          (without === 'price' ||
            (asked.minPrice ?? asked.maxPrice) === undefined ||
            (document.price !== null &&
              document.price >= (asked.minPrice ?? 0) &&
              document.price <= (asked.maxPrice ?? 99))) &&
          (without === 'stock' || !asked.stocked || document.available);
        const left = (without: string) => documents.filter((document) => passes(document, without));

        const counted = countFacets(columns, hits).flat();
        const expected = Array.from({ length: 12 }, (_, turn) => turn + 1).flatMap((id) => {
          const key = keyOf(id) ?? '';
          const count = left(key).filter(({ facets }) => facets.includes(id)).length;
          return count === 0 ? [] : [{ id, count }];
        });
        expect(counted.sort((a, b) => a.id - b.id)).toEqual(expected);

        const prices = left('price').flatMap(({ price }) => price ?? []);
        expect(countPrices(columns, hits, EDGES)).toMatchObject({
          min: prices.length === 0 ? null : Math.min(...prices),
          max: prices.length === 0 ? null : Math.max(...prices),
        });
        expect(
          countPrices(columns, hits, EDGES).ranges.reduce((sum, { count }) => sum + count, 0),
        ).toBe(prices.length);
        expect(countAvailability(hits, isAvailable)).toEqual({
          inStock: left('stock').filter(({ available }) => available).length,
          outOfStock: left('stock').filter(({ available }) => !available).length,
        });

        const { page, total } = orderHits(columns, { scores }, hits, {
          ...asked,
          line: '',
          boosts: [{ facet: 9, document: null, factor: 3 }],
        });
        const all = left('');
        expect(total).toBe(all.length);
        const boosted = (document: DocumentEntry) =>
          scoreOf(document) *
          (1 + 0.03 * Math.log10(1 + document.popularity)) *
          (document.facets.includes(9) ? 3 : 1);
        const priced = (document: DocumentEntry, none: number) => document.price ?? none;
        const first: Record<Sort, (document: DocumentEntry) => number> = {
          relevance: () => 0,
          'price:asc': (document) => priced(document, 1e9),
          'price:desc': (document) => -priced(document, -1),
          newest: ({ createdAt }) => -createdAt,
          popularity: ({ popularity }) => -popularity,
        };
        const sorted = all.sort(
          (a, b) =>
            first[asked.sort](a) - first[asked.sort](b) ||
            boosted(b) - boosted(a) ||
            b.popularity - a.popularity ||
            (a.documentId < b.documentId ? -1 : 1),
        );
        expect(page.map(({ documentId }) => documentId)).toEqual(
          sorted
            .slice(asked.offset, asked.offset + asked.limit)
            .map(({ documentId }) => documentId),
        );
      },
    ),
  );
});
