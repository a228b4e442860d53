import { posix } from 'node:path';
import ts from 'typescript';
import type { Source } from './arrows';

/** No payload has lost a field or changed its meaning so far. */
const VERSION = '1';
const PLUGIN = /^src\/plugins\/([^/]+)\//;

interface EventEntry {
  name: string;
  plugin: string;
  about: string;
  payload: string;
}

interface Hearer {
  name: string;
  verb: 'listen' | 'follow';
  /** undefined for all. */
  events: readonly string[] | undefined;
}

type Trees = ReadonlyMap<string, ts.SourceFile>;

/**
 * The page of all events, from the types of their payloads (`server/events.ts` of each plugin), from
 * the calls of `listen` and `follow`, and from what is written by `publish` and by SQL. It reads the sources
 * alone, without their types being worked out.
 *
 * @returns Markdown, before it is formatted
 */
export function eventCatalogue(sources: readonly Source[]): string {
  const trees = sources.map(({ path, text }) =>
    ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
  );
  const events = trees.flatMap(eventsOf).sort((one, other) => (one.name < other.name ? -1 : 1));
  const byPath = new Map(trees.map((tree) => [tree.fileName, tree]));
  const hearers = trees.flatMap((tree) => hearersOf(tree, byPath));
  const names = new Set(events.map(({ name }) => name));
  const written = trees.flatMap((tree) => writtenIn(tree, names));
  const writersOf = ({ name, plugin }: EventEntry) => {
    const others = written.filter(({ event }) => event === name).map((one) => one.plugin);
    return [...new Set([plugin, ...others.sort()])].join(', ');
  };
  const types = trees.filter(isAboutEvents).flatMap(payloadTypesOf);
  return [
    '# Events',
    '',
    'Made by `npm run types` from the types of the payloads; do not edit it.',
    '',
    'An event is written in the transaction of the change it tells of. Its `sequence` (the `id` that a',
    'listener is given) grows with every change of the same object. All events are of version 1: a payload',
    'may gain fields; one that loses a field or changes its meaning becomes an event of another name. Times',
    'are ISO 8601, amounts are in minor units.',
    '',
    '| event | version | when | payload | written by | heard by |',
    '| --- | --- | --- | --- | --- | --- |',
    ...events.map((event) => {
      const { name, about, payload } = event;
      const writers = writersOf(event);
      return row([`\`${name}\``, VERSION, about, payload, writers, heardBy(name, hearers)]);
    }),
    '',
    '*Once*: `listen`, one process, once in effect. *Everywhere*: `follow`, every process.',
    '',
    '## Payloads',
    ...types,
    '',
  ].join('\n');
}

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function heardBy(event: string, hearers: readonly Hearer[]): string {
  const those = hearers.filter(({ events }) => events === undefined || events.includes(event));
  return those
    .map(({ name, verb }) => `\`${name}\` ${verb === 'listen' ? 'once' : 'everywhere'}`)
    .join('<br>');
}

const isAboutEvents = ({ fileName }: ts.SourceFile) => fileName.endsWith('/server/events.ts');

function eventsOf(tree: ts.SourceFile): EventEntry[] {
  const plugin = PLUGIN.exec(tree.fileName)?.[1] ?? '';
  const members: EventEntry[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === 'EventPayloads') {
      for (const member of node.members) {
        if (!ts.isPropertySignature(member) || !ts.isStringLiteral(member.name)) continue;
        const payload = member.type === undefined ? '' : inline(member.type.getText(tree));
        members.push({ name: member.name.text, plugin, about: aboutOf(member), payload });
      }
    }
    ts.forEachChild(node, visit);
  };
  if (isAboutEvents(tree)) visit(tree);
  return members;
}

/** A type on one line, without its comments. */
function inline(text: string): string {
  return `\`${text
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()}\``;
}

function aboutOf(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return comments
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}

/** The named types of payloads, each as a table of its fields. */
function payloadTypesOf(tree: ts.SourceFile): string[] {
  const types = tree.statements.filter(ts.isInterfaceDeclaration);
  return types.flatMap((type) => [
    '',
    `### ${type.name.text}`,
    '',
    aboutOf(type),
    '',
    '| field | type | what it is |',
    '| --- | --- | --- |',
    ...type.members.filter(ts.isPropertySignature).map((member) => {
      const optional = member.questionToken === undefined ? '' : '?';
      const name = `\`${member.name.getText(tree)}${optional}\``;
      return row([name, inline(member.type?.getText(tree) ?? 'unknown'), aboutOf(member)]);
    }),
  ]);
}

function hearersOf(tree: ts.SourceFile, trees: Trees): Hearer[] {
  const hearers: Hearer[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const verb = node.expression.text;
      const what = node.arguments[1];
      if ((verb === 'listen' || verb === 'follow') && what && ts.isObjectLiteralExpression(what)) {
        const name = textsIn(valueOf(what, 'name'), tree, trees)[0];
        const events = valueOf(what, 'events');
        if (name !== undefined && events !== undefined) {
          const all = ts.isStringLiteral(events) && events.text === 'all';
          hearers.push({ name, verb, events: all ? undefined : textsIn(events, tree, trees) });
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  if (PLUGIN.test(tree.fileName)) visit(tree);
  return hearers;
}

function valueOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of object.properties) {
    if (property.name?.getText() !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

/** The texts of an expression, those of a constant of the same file too, or of one that it imports. */
function textsIn(
  expression: ts.Expression | undefined,
  tree: ts.SourceFile,
  trees: Trees,
): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node, within: ts.SourceFile) => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) texts.push(node.text);
    if (ts.isCallExpression(node) && node.expression.getText(within) === 'Object.keys') {
      texts.push(...keysOf(node.arguments[0], within, trees));
    } else if (ts.isIdentifier(node)) {
      const constant = constantOf(node.text, within, trees);
      if (constant !== undefined) visit(constant.value, constant.tree);
    } else ts.forEachChild(node, (child) => visit(child, within));
  };
  if (expression !== undefined) visit(expression, tree);
  return texts;
}

/** The names of the fields of an object that a constant holds. */
function keysOf(node: ts.Node | undefined, tree: ts.SourceFile, trees: Trees): string[] {
  if (node === undefined || !ts.isIdentifier(node)) return [];
  const value = constantOf(node.text, tree, trees)?.value;
  const object = value !== undefined && ts.isAsExpression(value) ? value.expression : value;
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return [];
  return object.properties.flatMap(({ name }) =>
    name !== undefined && ts.isStringLiteral(name) ? name.text : [],
  );
}

interface Constant {
  value: ts.Expression;
  tree: ts.SourceFile;
}

/** A constant of a file, or of the file that it imports the name from. */
function constantOf(name: string, tree: ts.SourceFile, trees: Trees): Constant | undefined {
  for (const statement of tree.statements) {
    if (ts.isVariableStatement(statement)) {
      const found = statement.declarationList.declarations.find(
        (one) => ts.isIdentifier(one.name) && one.name.text === name,
      );
      if (found?.initializer !== undefined) return { value: found.initializer, tree };
    }
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) {
      continue;
    }
    const names = statement.importClause?.namedBindings;
    if (names === undefined || !ts.isNamedImports(names)) continue;
    const imported = names.elements.find((one) => one.name.text === name);
    const folder = posix.dirname(tree.fileName);
    const from = trees.get(`${posix.join(folder, statement.moduleSpecifier.text)}.ts`);
    if (imported === undefined || from === undefined) continue;
    return constantOf((imported.propertyName ?? imported.name).text, from, trees);
  }
  return undefined;
}

/** The events that a file names which writes any: by `publish`, for its caller to publish, or by SQL. */
function writtenIn(
  tree: ts.SourceFile,
  names: ReadonlySet<string>,
): { event: string; plugin: string }[] {
  const plugin = PLUGIN.exec(tree.fileName)?.[1];
  if (plugin === undefined || !/\bpublish\(|\bDomainEvent\b|INTO outbox/.test(tree.text)) return [];
  const written: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isTypeNode(node) || isHearing(node)) return;
    if (ts.isStringLiteral(node)) written.push(node.text);
    if (ts.isTemplateLiteralToken(node)) {
      written.push(...[...node.text.matchAll(/'(\w+\.\w+)'/g)].map(([, name = '']) => name));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return written.filter((text) => names.has(text)).map((event) => ({ event, plugin }));
}

/** A call by which events are heard, not written. */
function isHearing(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return false;
  return node.expression.text === 'listen' || node.expression.text === 'follow';
}
