const { createRequire } = require('node:module');

/**
 * Loaded into `strapi build`. Strapi would compile the server once more, which is compiled, and write
 * over its files one by one: a server that starts meanwhile would read half of them.
 */
const strapi = createRequire(require.resolve('@strapi/strapi/package.json'));
strapi('@strapi/typescript-utils').compile = () => Promise.resolve();
