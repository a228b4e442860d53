import { statement } from '../../../kernel/server/contract';

/**
 * The products, drafts too, that a document id or a slug stands for. They may be several: a draft can
 * have the slug that another product is published under.
 */
export const findProducts = statement<[product: string], { document_id: string }>(
  'cart.find_products',
  `SELECT DISTINCT document_id FROM products WHERE document_id = $1 OR slug = $1`,
);
