import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/plugins/kernel/server/contract';
import { ROOT } from './paths';
import { copyContentTypes } from './our-content-types';

/** A project as Strapi's own generator makes it, with users-permissions and GraphQL. */
export interface StockStrapi {
  /** Its start command. */
  script: string;
  remove(): void;
}

/**
 * Makes the project of `bench/stock-strapi` in a folder of its own.
 *
 * @param content nothing, a small shop as a newcomer to Strapi would write it, or our content types
 */
export function makeStockStrapi(content: 'nothing' | 'naive shop' | 'our types'): StockStrapi {
  const folder = mkdtempSync(join(tmpdir(), 'stock-strapi-'));
  cpSync(join(ROOT, 'bench/stock-strapi'), folder, {
    recursive: true,
    filter: (path) => content === 'naive shop' || !path.includes('/src/api/'),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const part of ['src/api', 'public/uploads', 'database/migrations']) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  if (content === 'our types') copyContentTypes(folder);
  return { script: join(folder, 'start.js'), remove: () => rmSync(folder, { recursive: true }) };
}

/** Gives that shop products with the SKUs of `fillShop`, and as much of each as is said. */
export async function fillStockStrapi(
  database: Database,
  products: number,
  stock: number,
): Promise<void> {
  await database.runScript(`
    INSERT INTO products (document_id, sku, name, price, stock, created_at, updated_at, published_at)
    SELECT 'd' || left(md5('product' || n), 23), 'SKU-' || n, 'Product ' || n, 500 + n % 5000, ${stock},
           now(), now(), now()
      FROM generate_series(1, ${products}) n;`);
}

/** Leaves so many units of one of those products. */
export async function makeScarceNaively(
  database: Database,
  product: number,
  units: number,
): Promise<void> {
  await database.runScript(`UPDATE products SET stock = ${units} WHERE sku = 'SKU-${product}';`);
}
