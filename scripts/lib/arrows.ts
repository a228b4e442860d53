import { dirname, join, normalize } from 'node:path/posix';
import ts from 'typescript';

/** A source file: its path from the root of the repository, and its text. */
export interface Source {
  path: string;
  text: string;
}

/** Something that the house's plan forbids. */
export interface Fault {
  path: string;
  line: number;
  message: string;
}

interface Arrow {
  from: string;
  to: string;
  line: number;
  /** Whether nothing but types comes along it: it is gone when the program runs. */
  typesOnly: boolean;
}

const ROOM = /^src\/plugins\/([^/]+)\//;
/** What other rooms may use, of the server and of the panel. */
const CONTRACT = /\/(server|admin\/src)\/contract\.ts$/;

/**
 * Looks over the arrows between files.
 *
 * @param floors plugins, lowest floor first
 * @returns every arrow that goes up or sideways or past a contract, every circle of files, and every
 *   look at the environment or the clock from where it is forbidden
 */
export function faultsOf(sources: readonly Source[], floors: readonly (readonly string[])[]) {
  const paths = new Set(sources.map(({ path }) => path));
  const parsed = sources.map((source) => ({
    ...source,
    tree: ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true),
  }));
  const arrows = parsed.flatMap(({ path, tree }) => arrowsOf(path, tree, paths));
  return [
    ...arrows.flatMap((arrow) => faultOf(arrow, floors)),
    ...circles(arrows.filter(({ typesOnly }) => !typesOnly)),
    ...parsed.flatMap(({ path, tree }) => forbiddenLooks(path, tree)),
  ];
}

function arrowsOf(path: string, tree: ts.SourceFile, paths: ReadonlySet<string>): Arrow[] {
  const arrows: Arrow[] = [];
  const add = (specifier: ts.Expression | undefined, typesOnly = false) => {
    if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return;
    const target = normalize(join(dirname(path), specifier.text));
    const to = ['.ts', '.tsx', '/index.ts', '']
      .map((end) => target + end)
      .find((p) => paths.has(p));
    if (to !== undefined) arrows.push({ from: path, to, line: lineOf(tree, specifier), typesOnly });
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isForTypes(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && isLoad(node)) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return arrows;
}

function isForTypes(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function isLoad({ expression }: ts.CallExpression): boolean {
  if (expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(expression) && expression.text === 'require';
}

function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

function faultOf({ from, to, line }: Arrow, floors: readonly (readonly string[])[]): Fault[] {
  const fault = (message: string) => [{ path: from, line, message: `${message}: ${to}` }];
  const here = ROOM.exec(from)?.[1];
  const there = ROOM.exec(to)?.[1];
  const isTest = from.endsWith('.test.ts') || from.startsWith('tests/');
  if (here === undefined) {
    if (from.startsWith('config/') && !to.startsWith('config/')) {
      return fault('The configuration depends on nothing');
    }
    const wayIn = there === undefined || /\/(contract|server\/index)\.ts$/.test(to);
    if (from.startsWith('src/') && !wayIn) return fault('Past the contract of another room');
    return [];
  }
  if (there === undefined) {
    if (isTest && to.startsWith('tests/')) return [];
    return fault('A plugin depends on plugins only');
  }
  if (here === there) return faultInside(from, to, fault);
  const floorOf = (plugin: string) => floors.findIndex((floor) => floor.includes(plugin));
  for (const plugin of [here, there]) {
    if (floorOf(plugin) < 0) return fault(`${plugin} stands on no floor (config/lib/floors.ts)`);
  }
  if (floorOf(there) > floorOf(here)) return fault('An arrow up');
  if (floorOf(there) === floorOf(here)) return fault('An arrow sideways');
  if (!CONTRACT.test(to)) return fault('Past the contract of another room');
  return [];
}

/** What the parts of a room may not know: routes → controllers → services → { domain, sql }. */
const BLIND: Readonly<Record<string, readonly string[]>> = {
  domain: ['controllers', 'jobs', 'middlewares', 'routes', 'services', 'sql'],
  sql: ['controllers', 'jobs', 'middlewares', 'routes', 'services'],
  services: ['controllers', 'routes'],
  controllers: ['routes', 'sql'],
};

function faultInside(from: string, to: string, fault: (message: string) => Fault[]): Fault[] {
  const part = (path: string) => /\/server\/([^/]+)\//.exec(path)?.[1] ?? '';
  if (BLIND[part(from)]?.includes(part(to))) {
    return fault(`${part(from)} knows nothing of ${part(to)}`);
  }
  return [];
}

/** Circles of files, each named once. Types alone may go round: nothing is loaded for them. */
function circles(arrows: readonly Arrow[]): Fault[] {
  const followers = new Map<string, Arrow[]>();
  for (const arrow of arrows) {
    followers.set(arrow.from, [...(followers.get(arrow.from) ?? []), arrow]);
  }
  const done = new Set<string>();
  const faults: Fault[] = [];
  const walk = (path: string, trail: readonly string[]) => {
    if (done.has(path)) return;
    for (const { to, line } of followers.get(path) ?? []) {
      const start = [...trail, path].indexOf(to);
      if (start >= 0) {
        const circle = [...trail, path].slice(start).concat(to).join(' → ');
        faults.push({ path, line, message: `A circle: ${circle}` });
      } else walk(to, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of followers.keys()) walk(path, []);
  return faults;
}

function forbiddenLooks(path: string, tree: ts.SourceFile): Fault[] {
  const mayReadEnvironment = /^(config|scripts|tests|emulators|bench)\//.test(path);
  const mayReadClock = !path.includes('/domain/') || path.endsWith('.test.ts');
  const faults: Fault[] = [];
  const visit = (node: ts.Node) => {
    const text = node.getText(tree);
    const add = (message: string) => faults.push({ path, line: lineOf(tree, node), message });
    if (ts.isPropertyAccessExpression(node)) {
      if (text === 'process.env' && !mayReadEnvironment) {
        add('The environment is read in config/ and nowhere else');
      }
      if (text === 'Date.now' && !mayReadClock) add('domain/ is told the time, it does not look');
    }
    if (ts.isNewExpression(node) && text === 'new Date()' && !mayReadClock) {
      add('domain/ is told the time, it does not look');
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return faults;
}
