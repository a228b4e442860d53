/**
 * The tags of answers and how changes drop them.
 *
 * A message of PostgreSQL's (`change-triggers.ts`) is `type|what|ids`: `row` where documents were
 * edited, `hidden` where an edit also let them be seen or not, `moved` where rows came or went, `link`
 * where something was linked with them or parted from them. Ids are none for rows that came, and `*`
 * for more than messages can name.
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

/** The tags that a message drops; undefined for a message that is none. */
export function droppedBy(message: string): string[] | undefined {
  const [type, what, ids] = message.split('|');
  if (type === undefined || ids === undefined) return undefined;
  if (ids === '*') return [tag.touches(type)];
  const documents = ids === '' ? [] : ids.split(',');
  const wholes = documents.map((id) => tag.whole(id));
  switch (what) {
    case 'link':
      return [tag.any(type), ...wholes];
    case 'row':
      return [tag.any(type), ...documents, ...wholes];
    case 'moved':
      return [tag.any(type), tag.list(type), ...documents, ...wholes];
    case 'hidden':
      return [tag.any(type), tag.list(type), tag.hiding(type), ...documents, ...wholes];
    default:
      return undefined;
  }
}
