import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Fields in a whole query, those of fragments counted wherever they are spread. */
export const MOST_FIELDS = 500;

/**
 * What is wrong with a document's fragments; undefined where whoever walks through it comes to an end.
 * To be asked before the document is given to GraphQL's rules: some follow every spread as often as it
 * stands, so that a short query of fragments within fragments would keep them busy for years.
 */
export function faultOfFragments({ definitions }: DocumentNode): string | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  }
  const counted = new Map<string, number>();
  const open = new Set<string>();
  let fault: string | undefined;

  const fieldsOf = ({ selections }: SelectionSetNode): number => {
    let fields = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) fields += fieldsOfFragment(selection.name.value);
      else {
        fields += selection.kind === Kind.FIELD ? 1 : 0;
        fields += selection.selectionSet ? fieldsOf(selection.selectionSet) : 0;
      }
    }
    return fields;
  };
  const fieldsOfFragment = (name: string): number => {
    const known = counted.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    if (!fragment) fault ??= `Unknown fragment "${name}".`;
    if (open.has(name)) fault ??= `Cannot spread fragment "${name}" within itself.`;
    if (!fragment || open.has(name)) return 0;
    open.add(name);
    const fields = fieldsOf(fragment.selectionSet);
    open.delete(name);
    counted.set(name, fields);
    return fields;
  };

  for (const definition of definitions) {
    const isFragment = definition.kind === Kind.FRAGMENT_DEFINITION;
    if (!isFragment && definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const fields = isFragment
      ? fieldsOfFragment(definition.name.value)
      : fieldsOf(definition.selectionSet);
    if (fields > MOST_FIELDS) fault ??= tooManyFields(fields);
  }
  return fault;
}

/** What a query is told that has too many fields. */
export function tooManyFields(fields: number): string {
  return `This query has ${fields} fields, at most ${MOST_FIELDS} are allowed.`;
}
