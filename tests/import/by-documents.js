/**
 * Makes products by Strapi's own document service, in a process of its own: for the test that
 * compares its rows with the import's. Argument: a JSON file of brands, categories, files and products.
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { createStrapi } = require('@strapi/strapi');

const ROOT = join(__dirname, '..', '..');

async function main() {
  const { brands, categories, files, products } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  const strapi = await createStrapi({ appDir: ROOT, distDir: join(ROOT, 'dist') }).load();
  const ids = {};
  for (const data of brands) {
    ids[data.name] = (await strapi.documents('api::brand.brand').create({ data })).documentId;
  }
  for (const { parent, ...data } of categories) {
    const below = parent ? { parent: ids[parent] } : {};
    const made = await strapi
      .documents('api::category.category')
      .create({ data: { ...data, ...below } });
    ids[data.name] = made.documentId;
  }
  for (const data of files) {
    ids[data.url] = (await strapi.db.query('plugin::upload.file').create({ data })).id;
  }
  for (const { status, data, variants } of products) {
    const product = await strapi.documents('api::product.product').create({
      status,
      data: {
        ...data,
        brand: data.brand && ids[data.brand],
        categories: data.categories.map((name) => ids[name]),
        images: data.images.map((url) => ids[url]),
      },
    });
    for (const variant of variants) {
      await strapi.documents('api::variant.variant').create({
        data: {
          ...variant,
          product: product.documentId,
          image: variant.image && ids[variant.image],
        },
      });
    }
  }
  await strapi.destroy();
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error, JSON.stringify(error.details));
    process.exit(1);
  },
);
