const { createStrapi } = require('@strapi/strapi');

process.chdir(__dirname);

async function start() {
  const strapi = await createStrapi({ appDir: __dirname, distDir: __dirname }).start();
  process.send?.({ type: 'listening', port: strapi.server.httpServer.address().port });
}

start();
