import { catalogueEvents, MOST_NAMED, productEvents, type ProductState } from './edits';

const draft: ProductState = { slug: 'lamp', live: null };
const live = (row: number): ProductState => ({ slug: 'lamp', live: row });
const told = (before?: ProductState, after?: ProductState) =>
  productEvents({ action: 'update', documentId: 'p', before, after }).map(({ event, payload }) =>
    'draft' in payload ? `${event} of the draft` : event,
  );

describe('an edit of a product', () => {
  it.each([
    ['made as a draft', undefined, draft, ['product.created']],
    ['made and published', undefined, live(2), ['product.created', 'product.published']],
    ['published', draft, live(2), ['product.published']],
    ['published anew', live(2), live(3), ['product.updated']],
    ['changed before it is published', draft, draft, ['product.updated of the draft']],
    [
      'changed while the public sees the old one',
      live(2),
      live(2),
      ['product.updated of the draft'],
    ],
    ['taken from the public', live(2), draft, ['product.unpublished']],
    ['deleted', live(2), undefined, ['product.unpublished', 'product.deleted']],
    ['deleted as a draft', draft, undefined, ['product.deleted']],
  ])('that was %s', (_, before, after, events) => {
    expect(told(before, after)).toEqual(events);
  });
});

describe('an edit beside the products', () => {
  const edit = { action: 'update', documentId: 'v' } as const;

  it('names the products that showed it and that show it now', () => {
    const before = { productIds: ['a', 'b'] };
    const after = { productIds: ['b', 'c'] };
    expect(catalogueEvents('variant', { ...edit, before, after })).toEqual([
      {
        event: 'variant.updated',
        subject: 'v',
        payload: { documentId: 'v', productIds: ['a', 'b', 'c'] },
      },
    ]);
  });

  it('names none where they are too many', () => {
    const all = { productIds: Array.from({ length: MOST_NAMED + 1 }, (_, turn) => `p${turn}`) };
    expect(catalogueEvents('brand', { ...edit, before: all, after: undefined })).toEqual([
      { event: 'brand.deleted', subject: 'v', payload: { documentId: 'v' } },
    ]);
  });
});
