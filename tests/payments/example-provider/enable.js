/**
 * Loaded before a server: does what a developer does by hand, who adds a plugin to config/plugins.ts.
 * The plugin is TypeScript outside the compiled folder, so it is compiled as it is required.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, sep } = require('node:path');
const { transformSync } = require('@swc/core');

const ROOT = join(__dirname, '../../..');
const COMPILED = join(ROOT, 'dist');

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const isOurs = parent?.filename?.startsWith(__dirname + sep) && request.startsWith('.');
  if (!isOurs) return resolve.call(this, request, parent, ...rest);
  const path = join(parent.filename, '..', request);
  // The house's own modules are those that run already.
  const compiled = path.replace(join(ROOT, 'src'), join(COMPILED, 'src'));
  const ours = path === join(__dirname, 'server') ? join(path, 'index.ts') : `${path}.ts`;
  return resolve.call(this, path.startsWith(__dirname) ? ours : compiled, parent, ...rest);
};

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};

const load = Module._load;
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request === join(COMPILED, 'config/plugins.js')) {
    loaded.default.voucher = { enabled: true, resolve: __dirname };
  }
  return loaded;
};
