import { publishHeard } from '../../../jobs/server/contract';
import { newDocumentId, type Transaction } from '../../../kernel/server/contract';
import { madeEvent } from '../domain/edits';
import { shortHash, slugOf } from '../domain/slug';
import { findCategories } from '../sql/find-categories';
import { insertChildCategories } from '../sql/insert-child-categories';

type Path = readonly string[];

/** One text for each path. */
const keyOf = (path: Path): string => JSON.stringify(path);

/**
 * Finds categories by their names from the top of the tree down, and makes those that are missing.
 *
 * @returns the category at the end of a path; undefined for an empty one
 */
export async function findCategoryPaths(
  tx: Transaction,
  paths: readonly Path[],
): Promise<(path: Path) => number | undefined> {
  const wanted = new Map<string, Path>();
  for (const path of paths) {
    for (let depth = 1; depth <= path.length; depth += 1) {
      const upTo = path.slice(0, depth);
      wanted.set(keyOf(upTo), upTo);
    }
  }
  const ids = new Map<string, number>();
  if (wanted.size === 0) return () => undefined;
  const all = [...wanted.values()];
  const found = await tx.query(findCategories, [
    [...new Set(all.flat())],
    [...new Set(all.flatMap(slugsOf))],
  ]);
  const slugs = new Set(found.map(({ slug }) => slug));
  // The oldest of a name comes first and stays.
  const stored = new Map(
    [...found].reverse().map(({ id, name, parent_id }) => [`${parent_id} ${name}`, id]),
  );
  const deepest = Math.max(...all.map(({ length }) => length));
  for (let depth = 1; depth <= deepest; depth += 1) {
    const missing = [];
    for (const path of all.filter(({ length }) => length === depth)) {
      const parentId = ids.get(keyOf(path.slice(0, -1))) ?? null;
      const name = path.at(-1) ?? '';
      const id = stored.get(`${parentId} ${name}`);
      if (id !== undefined) {
        ids.set(keyOf(path), id);
      } else {
        const slug = freeSlug(path, slugs);
        missing.push({ documentId: newDocumentId(), path, name, parentId, slug });
      }
    }
    if (missing.length === 0) continue;
    const made = await tx.query(insertChildCategories, [
      missing.map(({ documentId }) => documentId),
      missing.map(({ name }) => name),
      missing.map(({ slug }) => slug),
      missing.map(({ parentId }) => parentId),
    ]);
    const bySlug = new Map(made.map(({ id, slug }) => [slug, id]));
    for (const { path, slug } of missing) ids.set(keyOf(path), bySlug.get(slug) ?? 0);
    await publishHeard(
      tx,
      missing.map(({ documentId }) => madeEvent('category', documentId)),
    );
  }
  return (path) => ids.get(keyOf(path));
}

/** What a category's slug may be: its name's, or its path's where another one has that. */
function slugsOf(path: Path): string[] {
  return [slugOf(path.at(-1) ?? ''), slugOf(path.join(' '))];
}

function freeSlug(path: Path, taken: Set<string>): string {
  const [plain = '', whole = ''] = slugsOf(path);
  const free = [plain, whole].find((slug) => slug !== '' && !taken.has(slug));
  const slug = free ?? [whole, shortHash(keyOf(path))].filter((part) => part !== '').join('-');
  taken.add(slug);
  return slug;
}
