/**
 * The tags of answers and how changes drop them.
 *
 * A message of PostgreSQL's (`change-triggers.ts`) is `type|what|ids`: `row` where documents were
 * edited, `hidden` where an edit also let them be seen or not, `moved` where rows came or went, `many`
 * where many came at once, as of an import, `link` where something was linked with them or parted from
 * them. Ids are none for rows that came, and `*` for more than messages can name.
 */
export const tag = {
  /** Shows, counts or depends on documents of this type at all. */
  touches: (type: string) => type,
  /** Depends on any change of the type: it filters or sorts by it. */
  any: (type: string) => `${type}*`,
  /** Depends on which documents of the type are there to be seen. */
  list: (type: string) => `${type}#`,
  /** Depends on which of the documents linked with another are there to be seen. */
  hiding: (type: string) => `${type}-`,
  /** Shows a document, without what is linked with it. */
  document: (documentId: string) => documentId,
  /** Shows a document with what is linked with it. */
  whole: (documentId: string) => `${documentId}+`,
};

export interface Drop {
  tags: string[];
  how: 'at once' | 'patiently';
}

/** What a message drops; undefined for a message that is none. */
export function droppedBy(message: string): Drop | undefined {
  const [type, what, ids] = message.split('|');
  if (type === undefined || ids === undefined) return undefined;
  const how = what === 'many' ? 'patiently' : 'at once';
  const tags = ids === '*' ? [tag.touches(type)] : tagsOf(type, what, ids);
  return tags && { tags, how };
}

function tagsOf(type: string, what: string | undefined, ids: string): string[] | undefined {
  const documents = ids === '' ? [] : ids.split(',');
  const wholes = documents.map((id) => tag.whole(id));
  switch (what) {
    case 'link':
      return [tag.any(type), ...wholes];
    case 'row':
      return [tag.any(type), ...documents, ...wholes];
    case 'moved':
    case 'many':
      return [tag.any(type), tag.list(type), ...documents, ...wholes];
    case 'hidden':
      return [tag.any(type), tag.list(type), tag.hiding(type), ...documents, ...wholes];
    default:
      return undefined;
  }
}
