import { Refusal, type Queryable } from '../../../kernel/server/contract';
import { categoryBranch } from '../sql/category-branch';

/**
 * A category and all below it, as document ids.
 *
 * @param idOrSlug the category's document id or slug
 * @throws Refusal NOT_FOUND (404)
 */
export async function branchOf(db: Queryable, idOrSlug: string): Promise<string[]> {
  const branch = await db.query(categoryBranch, [idOrSlug]);
  if (branch.length === 0) throw new Refusal('NOT_FOUND', 'There is no such category.');
  return branch.map((category) => category.document_id);
}
