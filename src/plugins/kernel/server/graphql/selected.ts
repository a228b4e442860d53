import { Kind, type FieldNode, type SelectionSetNode } from 'graphql';
import type { ResolverInfo } from './resolver';

/**
 * The names of the fields that a query wants of the documents that a resolver gives.
 *
 * @param below the field under which the documents stand, where there is one
 */
export function selectedFields(
  { fieldNodes, fragments }: ResolverInfo,
  below?: string,
): ReadonlySet<string> {
  const collect = (selected: SelectionSetNode | undefined, found: FieldNode[]): FieldNode[] => {
    for (const selection of selected?.selections ?? []) {
      if (selection.kind === Kind.FIELD) found.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, found);
      else collect(fragments[selection.name.value]?.selectionSet, found);
    }
    return found;
  };
  const inside = (fields: readonly FieldNode[]) =>
    fields.flatMap(({ selectionSet }) => collect(selectionSet, []));
  const fields = inside(fieldNodes);
  const wanted = below ? inside(fields.filter(({ name }) => name.value === below)) : fields;
  return new Set(wanted.map(({ name }) => name.value));
}
