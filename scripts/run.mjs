/**
 * Runs a command of package.json from whatever state the folder is in: installs, compiles and
 * builds what is missing or stale, says so, and then becomes the command. Plain JavaScript without
 * dependencies, because it comes before both.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const DIST = join(ROOT, 'dist');
const MODULES = join(ROOT, 'node_modules');
const INSTALLED = join(MODULES, '.duka-installed');
const COMPILED = join(DIST, '.compiled');
const BUILT = join(DIST, '.admin-built');

/** What each command needs before it runs. */
const COMMANDS = {
  demo: { mode: 'production', admin: true, port: true },
  start: { mode: 'production', admin: true, port: true },
  worker: { mode: 'production' },
  develop: { mode: 'development', port: true },
  build: { mode: 'production', admin: true, run: () => undefined },
  import: { mode: 'production' },
  export: { mode: 'production' },
  doctor: { mode: 'production' },
  reconcile: { mode: 'production' },
  bench: { mode: 'production' },
  emulators: { mode: 'development' },
  backup: { mode: 'production' },
  restore: { mode: 'production' },
  'check-arrows': { mode: 'test' },
  'generate-types': { mode: 'test', run: types },
  test: { mode: 'test', compiles: false, run: test },
};

class Stop extends Error {}

async function main([name, ...args]) {
  const command = COMMANDS[name];
  if (!command) throw new Stop(`Commands: ${Object.keys(COMMANDS).join(', ')}`);
  checkNode();
  process.chdir(ROOT);
  if (existsSync('.env')) process.loadEnvFile('.env');
  // Strapi writes times in the zone of the process; every process of a shop must mean the same.
  process.env.TZ = 'UTC';
  process.env.NODE_ENV ||= command.mode;
  // What a library will lose one day is no news for whoever runs a shop.
  process.noDeprecation = command.mode === 'production';
  if (command.port) await checkPort();
  await install();
  if (command.compiles !== false) await compile();
  if (command.admin && (process.env.DUKA_SERVE_ADMIN ?? 'on') === 'on') await buildAdmin();
  if (command.run) return command.run(args);
  const script = join(DIST, 'scripts', `${name}.js`);
  process.argv = [process.argv[0], script, ...args];
  await import(pathToFileURL(script).href);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  // The first of each line that can check PayPal's signatures (`zlib.crc32`).
  const first = { 20: 15, 22: 2, 23: 0, 24: 0 }[major];
  if (minor >= first) return;
  throw new Stop(
    `Duka runs on Node 20.15, 22.2 or newer, to 24; this is Node ${process.versions.node}.`,
  );
}

/** Before the long work, so that nobody waits for a build to learn it. */
function checkPort() {
  const port = Number(process.env.PORT || 1337);
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (error.code === 'EADDRINUSE') {
        fail(new Stop(`Port ${port} is taken. Set PORT to a free one: PORT=${port + 1} npm run …`));
      } else {
        fail(new Stop(`Port ${port} (PORT) on ${process.env.HOST || '0.0.0.0'}: ${error.message}`));
      }
    });
    probe.listen(port, process.env.HOST || '0.0.0.0', () => probe.close(done));
  });
}

async function install() {
  const wanted = fingerprint(['package-lock.json']);
  // A link leads to somebody else's folder, which is theirs to fill.
  if (existsSync(MODULES) && (lstatSync(MODULES).isSymbolicLink() || isInstalled(wanted))) return;
  say('Installing the dependencies (a few minutes the first time)');
  const npm = process.env.npm_execpath
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  await run(
    [...npm, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    'npm ci',
  );
  writeFileSync(INSTALLED, wanted);
}

function isInstalled(wanted) {
  if (readIfThere(INSTALLED) === wanted) return true;
  // Installed by hand: npm writes its own list last.
  const list = join(MODULES, '.package-lock.json');
  if (existsSync(INSTALLED) || !existsSync(list)) return false;
  return statSync(list).mtimeMs >= statSync('package-lock.json').mtimeMs;
}

async function compile() {
  const wanted = fingerprint(
    [
      'package-lock.json',
      'tsconfig.json',
      'bench',
      'config',
      'database',
      'emulators',
      'scripts',
      'src',
    ],
    isServer,
  );
  if (readIfThere(COMPILED) === wanted) return;
  say('Compiling the server');
  // All of it anew: Strapi loads whatever lies there, the output of deleted files too.
  for (const part of [
    'bench',
    'config',
    'database',
    'emulators',
    'scripts',
    'src',
    'types',
    '.tsbuildinfo',
    '.compiled',
  ]) {
    rmSync(join(DIST, part), { recursive: true, force: true });
  }
  await run(node('typescript/bin/tsc', '-p', 'tsconfig.json'), 'The TypeScript compiler');
  writeFileSync(COMPILED, wanted);
}

function isServer(path) {
  return /\.(ts|json)$/.test(path) && !/(^|\/)src\/(plugins\/[^/]+\/)?admin\//.test(path);
}

async function buildAdmin() {
  const inputs = ['package-lock.json', 'config/plugins.ts', 'config/admin.ts', 'src'];
  const wanted = fingerprint(inputs, (path) => !path.startsWith('src/') || isPanel(path));
  if (readIfThere(BUILT) === wanted && existsSync(join(DIST, 'build/index.html'))) return;
  say('Building the admin panel (a minute or two)');
  rmSync(BUILT, { force: true });
  const [execPath, ...strapi] = node('@strapi/strapi/bin/strapi.js', 'build', '--silent');
  await run(
    [execPath, '--require', join(ROOT, 'scripts/lib/compiled-already.cjs'), ...strapi],
    'The build of the admin panel',
    {
      ...BUILD_SETTINGS,
      ...process.env,
    },
  );
  writeFileSync(BUILT, wanted);
}

function isPanel(path) {
  return (
    /^src\/(plugins\/[^/]+\/)?admin\//.test(path) ||
    /^src\/plugins\/[^/]+\/package\.json$/.test(path)
  );
}

/** The build reads the whole configuration and uses none of these. */
const BUILD_SETTINGS = Object.fromEntries([
  ['DATABASE_URL', 'postgresql://unused-while-building'],
  ...[
    'APP_KEYS',
    'API_TOKEN_SALT',
    'ADMIN_JWT_SECRET',
    'TRANSFER_TOKEN_SALT',
    'JWT_SECRET',
    'ENCRYPTION_KEY',
  ].map((name) => [name, 'unused-while-building']),
]);

/** The types of the content types, from their schemas alone: no database is asked. */
async function types(args) {
  await run(
    [process.execPath, join(DIST, 'scripts/generate-types.js'), ...args],
    'Generating types',
    {
      ...BUILD_SETTINGS,
      ...process.env,
    },
  );
}

/** Everything that must hold, cheapest first. Arguments go to Jest. */
async function test(args) {
  say('Checking types, lint and formatting');
  // The linter alone takes as long as all others together.
  await Promise.all([run(node('eslint/bin/eslint.js', '.'), 'The linter'), checkTheRest()]);
  say('Running the tests');
  await run(node('jest/bin/jest.js', ...args), 'A test');
}

async function checkTheRest() {
  await compile();
  await run([process.execPath, join(DIST, 'scripts/check-arrows.js')], 'The check of arrows');
  await types(['--check']);
  await run(node('typescript/bin/tsc', '-p', 'tests/tsconfig.json'), 'The check of types');
  await run(
    node('typescript/bin/tsc', '-p', 'src/admin/tsconfig.json'),
    'The check of the panel’s types',
  );
  await run(
    node('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
    'The check of formatting',
  );
}

function node(program, ...args) {
  return [process.execPath, join(MODULES, program), ...args];
}

async function run([file, ...args], what, env = process.env) {
  const child = spawn(file, args, { stdio: 'inherit', env });
  const [status, signal] = await once(child, 'exit').catch((error) => {
    throw new Stop(`${what} could not be started: ${error.message}`);
  });
  if (signal) process.exit(130);
  if (status !== 0) throw new Stop(`${what} failed.`);
}

/** A hash over files and folders, by path and content; times do not matter. */
function fingerprint(paths, isWanted = () => true) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  const add = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(`${path}/${name}`);
    } else if (isWanted(path)) {
      hash.update(`${path}\0`).update(readFileSync(path));
    }
  };
  paths.forEach(add);
  return hash.digest('hex');
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`\n${error instanceof Stop ? error.message : error.stack}\n`);
  process.exit(1);
});
