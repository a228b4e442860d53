import { statement } from '../../../kernel/server/contract';

/** What a suggestion shows of products, in the order of the ids. */
export const readHitNames = statement<
  [documentIds: readonly string[]],
  {
    document_id: string;
    name: string;
    slug: string;
    price: number | null;
    currency: string | null;
  }
>(
  'search.read_hit_names',
  `SELECT product.document_id, product.name, product.slug, product.price, product.currency
     FROM unnest($1::text[]) WITH ORDINALITY AS found (document_id, turn)
     JOIN products product ON product.document_id = found.document_id
                          AND product.published_at IS NOT NULL
    ORDER BY found.turn`,
);
