import ts from 'typescript';
import type { Source } from './arrows';

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

/**
 * The page of all events, from the types of their payloads (`server/events.ts` of each plugin) and from
 * the calls of `listen` and `follow`. It reads the sources alone, without their types being worked out.
 *
 * @returns Markdown, before it is formatted
 */
export function eventCatalogue(sources: readonly Source[]): string {
  const trees = sources.map(({ path, text }) =>
    ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
  );
  const events = trees.flatMap(eventsOf).sort((one, other) => (one.name < other.name ? -1 : 1));
  const hearers = trees.flatMap(hearersOf);
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
    '| event | when | payload | written by | heard by |',
    '| --- | --- | --- | --- | --- |',
    ...events.map(({ name, about, payload, plugin }) =>
      row([`\`${name}\``, about, payload, plugin, heardBy(name, hearers)]),
    ),
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

function hearersOf(tree: ts.SourceFile): Hearer[] {
  const hearers: Hearer[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const verb = node.expression.text;
      const what = node.arguments[1];
      if ((verb === 'listen' || verb === 'follow') && what && ts.isObjectLiteralExpression(what)) {
        const name = textsIn(valueOf(what, 'name'), tree)[0];
        const events = valueOf(what, 'events');
        if (name !== undefined && events !== undefined) {
          const all = ts.isStringLiteral(events) && events.text === 'all';
          hearers.push({ name, verb, events: all ? undefined : textsIn(events, tree) });
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

/** The texts of an expression, those of a constant of the same file too. */
function textsIn(expression: ts.Expression | undefined, tree: ts.SourceFile): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) texts.push(node.text);
    if (ts.isIdentifier(node)) {
      const constant = tree.statements
        .filter(ts.isVariableStatement)
        .flatMap(({ declarationList }) => [...declarationList.declarations])
        .find(({ name }) => ts.isIdentifier(name) && name.text === node.text);
      if (constant?.initializer !== undefined) visit(constant.initializer);
      return;
    }
    ts.forEachChild(node, visit);
  };
  if (expression !== undefined) visit(expression);
  return texts;
}
