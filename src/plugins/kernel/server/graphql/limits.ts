import {
  getNamedType,
  GraphQLError,
  isListType,
  isNullableType,
  isObjectType,
  Kind,
  type ASTVisitor,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** Fields that a query may ask for at its root, aliases counted singly. */
const MOST_ROOT_FIELDS = 10;
/** Fields in the whole query, those of fragments counted wherever they are spread. */
const MOST_FIELDS = 500;
/** Relations that a query may have followed, each from each document that it may show. */
const MOST_LOADS = 1_500;
/** Where counting ends: fragments within fragments can make a short query endless. */
const COUNTED_UP_TO = 20_000;
/** Documents in a list whose size the query leaves open, and the most that it may ask for. */
const USUAL_PAGE = 25;
const LARGEST_PAGE = 100;

/**
 * Refuses queries that are dear before anything of them runs. Source of the habit: OWASP API4, GraphQL
 * limits on aliases, breadth and cost; depth is Strapi's own `depthLimit`.
 */
export function limits(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      if (operation.selectionSet.selections.length > MOST_ROOT_FIELDS) {
        context.reportError(
          new GraphQLError(
            `This query has ${operation.selectionSet.selections.length} root fields, at most ${MOST_ROOT_FIELDS} are allowed.`,
          ),
        );
        return;
      }
      const root = context.getSchema().getRootType(operation.operation);
      if (!root) {
        context.reportError(new GraphQLError('GraphQL is for reading: use REST to change things.'));
        return;
      }
      const cost = new Cost(context);
      cost.add(operation.selectionSet, root, 1);
      if (cost.fields > MOST_FIELDS) {
        context.reportError(
          new GraphQLError(
            `This query has ${cost.fields} fields, at most ${MOST_FIELDS} are allowed.`,
          ),
        );
      } else if (cost.loads > MOST_LOADS) {
        context.reportError(
          new GraphQLError(
            `This query may load ${cost.loads} relations, at most ${MOST_LOADS} are allowed: ask for smaller pages.`,
          ),
        );
      }
    },
  };
}

class Cost {
  fields = 0;
  loads = 0;

  constructor(private readonly context: ValidationContext) {}

  /** @param parents documents of this type that the answer may hold */
  add({ selections }: SelectionSetNode, type: GraphQLObjectType, parents: number): void {
    for (const selection of selections) {
      if (this.fields >= COUNTED_UP_TO) return;
      switch (selection.kind) {
        case Kind.FIELD:
          this.addField(selection, type, parents);
          break;
        case Kind.INLINE_FRAGMENT:
          this.add(selection.selectionSet, type, parents);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = this.context.getFragment(selection.name.value);
          if (fragment && !this.isCircular(fragment))
            this.add(fragment.selectionSet, type, parents);
        }
      }
    }
  }

  private addField(field: FieldNode, parent: GraphQLObjectType, parents: number): void {
    this.fields += 1;
    const definition = parent.getFields()[field.name.value];
    if (!definition || !field.selectionSet) return;
    const type = getNamedType(definition.type);
    if (!isObjectType(type)) return;
    const isPart = field.name.value === 'nodes' || field.name.value === 'pageInfo';
    if (!isPart) this.loads += parents;
    const isList = isListType(nullable(definition.type)) || type.name.endsWith('Collection');
    this.add(field.selectionSet, type, isList && !isPart ? parents * pageOf(field) : parents);
  }

  /** Circles are refused by a rule of GraphQL itself; this one must merely not follow them. */
  private isCircular(fragment: FragmentDefinitionNode): boolean {
    return this.context
      .getFragmentSpreads(fragment.selectionSet)
      .some((spread) => spread.name.value === fragment.name.value);
  }
}

function nullable(type: GraphQLOutputType): GraphQLOutputType {
  return isNullableType(type) ? type : (type as { ofType: GraphQLOutputType }).ofType;
}

/** The size of the page that a list asks for; the largest one where a variable says it. */
function pageOf(field: FieldNode): number {
  const argument = field.arguments?.find(({ name }) => name.value === 'pagination')?.value;
  if (argument === undefined) return USUAL_PAGE;
  if (argument.kind !== Kind.OBJECT) return LARGEST_PAGE;
  const size = argument.fields.find(({ name }) => ['limit', 'pageSize'].includes(name.value));
  if (size === undefined) return USUAL_PAGE;
  if (size.value.kind !== Kind.INT) return LARGEST_PAGE;
  const asked = Number(size.value.value);
  return asked < 0 ? LARGEST_PAGE : Math.min(asked, LARGEST_PAGE);
}
