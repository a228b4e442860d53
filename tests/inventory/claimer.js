// A process of its own that claims stock as a server does: it is told what, and tells what it got.
const { openDatabase } = require('../../dist/src/plugins/kernel/server/database/database.js');
const { createClaims } = require('../../dist/src/plugins/inventory/server/services/claims.js');

process.once('message', async ({ url, variantId, storeId, quantities }) => {
  const database = openDatabase({ url, poolSize: 4, name: 'claimer', onError: () => undefined });
  const claims = createClaims(database, 900);
  const results = await Promise.all(
    quantities.map((quantity) => claims.claim({ variantId, storeId, quantity })),
  );
  await claims.close();
  process.send(results, () => process.exit());
});
