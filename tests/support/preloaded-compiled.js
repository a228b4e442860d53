/**
 * Loaded before the program of each process that a test starts. A server has some 4,700 modules, and to
 * compile them is a sixth of its start, of which a run of the tests has some 150: here V8 is given what it
 * made of them before, as Node does by itself from 22.1 on where it is asked to. The first process that
 * finds no file writes it, when it is told to; a module that was changed since is compiled as ever.
 */
const { readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname } = require('node:path');
const { deserialize, serialize } = require('node:v8');
const { constants, Script } = require('node:vm');

const FILE = process.env.DUKA_TEST_COMPILED;

/** By file name: when it was last changed, and V8's code. */
const kept = read();
/** What is still to be kept, likewise. */
const made = new Map();

const compile = Module.prototype._compile;
Module.prototype._compile = function (source, name, format) {
  // Node 20 forgets of what was kept how it finds other modules in the middle of its work.
  const isLeftToNode = format === 'module' || name.endsWith('.mjs') || source.includes('import(');
  if (isLeftToNode) return compile.call(this, source, name, format);
  const changed = statSync(name).mtimeMs;
  const known = kept?.get(name);
  const script = new Script(Module.wrap(source.replace(/^#!/, '//')), {
    filename: name,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(known?.changed === changed ? { cachedData: known.code } : {}),
  });
  if (kept === undefined) made.set(name, { changed, script });
  const run = script.runInThisContext();
  return run.call(this.exports, this.exports, requireOf(this), this, name, dirname(name));
};

/** `require` as a module has it. */
function requireOf(owner) {
  const require = (id) => owner.require(id);
  require.resolve = (id, options) => Module._resolveFilename(id, owner, false, options);
  require.resolve.paths = (id) => Module._resolveLookupPaths(id, owner);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

function read() {
  try {
    return deserialize(readFileSync(FILE));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

process.on('message', ({ keepCompiled }) => {
  if (!keepCompiled || kept !== undefined) return;
  const all = new Map();
  for (const [name, { changed, script }] of made) {
    all.set(name, { changed, code: script.createCachedData() });
  }
  writeFileSync(`${FILE}.new`, serialize(all));
  renameSync(`${FILE}.new`, FILE);
  process.send({ compiledKept: true });
});
