import {
  getNamedType,
  GraphQLError,
  isListType,
  isNullableType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { LARGEST_PAGE_SIZE, USUAL_PAGE_SIZE } from '../domain/pages';
import { MOST_FIELDS, tooManyFields } from './fragments';

/** Fields that a query may ask for at its root, aliases counted singly. */
const MOST_ROOT_FIELDS = 10;
/** Relations that a query may have followed, each from each document that it may show. */
const MOST_LOADS = 10_000;

type Variables = Readonly<Record<string, unknown>>;
type FragmentOf = (name: string) => FragmentDefinitionNode | null | undefined;

/**
 * Refuses queries that ask for too much before anything of them runs. Source of the habit: OWASP API4,
 * GraphQL limits on aliases, breadth and cost; depth is Strapi's own `depthLimit`. That fragments lead
 * somewhere and come to an end has been made sure of before.
 */
export function limits(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const root = context.getSchema().getRootType(operation.operation);
      if (!root) {
        context.reportError(new GraphQLError('GraphQL is for reading: use REST to change things.'));
        return;
      }
      const cost = new Cost((name) => context.getFragment(name), {});
      cost.add(operation.selectionSet, root, 1);
      if (cost.rootFields > MOST_ROOT_FIELDS) {
        context.reportError(
          new GraphQLError(
            `This query has ${cost.rootFields} root fields, at most ${MOST_ROOT_FIELDS} are allowed.`,
          ),
        );
      } else if (cost.fields > MOST_FIELDS) {
        context.reportError(new GraphQLError(tooManyFields(cost.fields)));
      }
    },
  };
}

/** What we use of Apollo's about a query that is about to run. */
interface ResolvedOperation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  request: { variables?: Variables };
}

/** Apollo's plugin that refuses queries that may load too much with the variables that they came with. */
export const loadLimit = {
  requestDidStart: () => Promise.resolve({ didResolveOperation }),
};

function didResolveOperation(asked: ResolvedOperation): Promise<void> {
  const { schema, document, operation, request } = asked;
  const root = schema.getRootType(operation.operation);
  if (!root) return Promise.resolve();
  const fragmentOf: FragmentOf = (name) =>
    document.definitions.find(
      (each): each is FragmentDefinitionNode =>
        each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name,
    );
  const cost = new Cost(fragmentOf, variablesOf(operation, request.variables ?? {}));
  cost.add(operation.selectionSet, root, 1);
  if (cost.loads <= MOST_LOADS) return Promise.resolve();
  return Promise.reject(
    new GraphQLError(
      `This query may load ${cost.loads} relations, at most ${MOST_LOADS} are allowed: ask for smaller pages.`,
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } } },
    ),
  );
}

function variablesOf({ variableDefinitions = [] }: OperationDefinitionNode, given: Variables) {
  const usual = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return { ...Object.fromEntries(usual), ...given };
}

class Cost {
  rootFields = 0;
  fields = 0;
  loads = 0;

  constructor(
    private readonly fragmentOf: FragmentOf,
    private readonly variables: Variables,
  ) {}

  /** @param parents documents of this type that the answer may hold */
  add(selected: SelectionSetNode, type: GraphQLObjectType, parents: number, isRoot = true): void {
    for (const selection of selected.selections) {
      switch (selection.kind) {
        case Kind.FIELD:
          if (isRoot) this.rootFields += 1;
          this.addField(selection, type, parents);
          break;
        case Kind.INLINE_FRAGMENT:
          this.add(selection.selectionSet, type, parents, isRoot);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = this.fragmentOf(selection.name.value);
          if (fragment) this.add(fragment.selectionSet, type, parents, isRoot);
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
    const shown = isList && !isPart ? parents * this.pageOf(field) : parents;
    this.add(field.selectionSet, type, shown, false);
  }

  /** The size of the page that a list asks for; what is none is refused later. */
  private pageOf(field: FieldNode): number {
    const argument = field.arguments?.find(({ name }) => name.value === 'pagination')?.value;
    const asked: unknown = argument && valueFromASTUntyped(argument, this.variables);
    const { limit, pageSize } = (asked ?? {}) as { limit?: unknown; pageSize?: unknown };
    const size = limit ?? pageSize ?? USUAL_PAGE_SIZE;
    if (typeof size !== 'number' || !(size >= 0)) return LARGEST_PAGE_SIZE;
    return Math.min(size, LARGEST_PAGE_SIZE);
  }
}

function nullable(type: GraphQLOutputType): GraphQLOutputType {
  return isNullableType(type) ? type : (type as { ofType: GraphQLOutputType }).ofType;
}
