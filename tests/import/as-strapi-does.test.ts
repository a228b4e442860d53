import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDatabase, type TestDatabase } from '../support/database';
import { ROOT } from '../support/paths';
import { dump } from './dump';
import { csv, importText } from './run-import';

const A = 'https://pictures.test/a.jpg?v=1';
const B = 'https://pictures.test/b.png';
const C = 'https://pictures.test/c.webp';

const FILE = csv([
  {
    Handle: 'lamp',
    Title: 'Lamp',
    'Body (HTML)': '<p>Gives <b>light</b>.</p>',
    Vendor: 'Mwanga',
    Type: 'Lamps',
    Tags: 'light, home',
    Published: 'true',
    'Option1 Name': 'Colour',
    'Option1 Value': 'Red',
    'Variant SKU': 'LAMP-R',
    'Variant Grams': 400,
    'Variant Inventory Policy': 'deny',
    'Variant Price': '12.50',
    'Variant Compare At Price': '15.00',
    'Cost per item': '7.25',
    'Variant Barcode': '2001234567893',
    'Image Src': A,
    'Image Alt Text': 'A red lamp',
    'Variant Image': A,
    'SEO Title': 'Lamp for the home',
    'SEO Description': 'A lamp.',
    'Short Description': 'Gives light',
    'Category Path': 'Home > Lamps',
    Attributes: '{"Watt":"40","Dimmable":"yes"}',
  },
  {
    Handle: 'lamp',
    'Option1 Value': 'Blue',
    'Variant SKU': 'LAMP-B',
    'Variant Grams': 410,
    'Variant Inventory Policy': 'continue',
    'Variant Price': '11.00',
    'Image Src': B,
    'Variant Image': B,
  },
  { Handle: 'lamp', 'Image Src': C },
  {
    Handle: 'shade',
    Title: 'Shade',
    Vendor: 'Mwanga',
    Type: 'Lamps',
    'Category Path': 'Home > Kitchen',
    Published: 'false',
    'Option1 Name': 'Title',
    'Option1 Value': 'Default Title',
    'Variant SKU': 'SHADE',
    'Variant Price': '4',
    'Image Src': C,
  },
  {
    Handle: 'bulb',
    Title: 'Bulb',
    Vendor: 'Mwanga',
    Type: 'Bulbs',
    Published: 'true',
    'Option1 Name': 'Title',
    'Option1 Value': 'Default Title',
    'Variant SKU': 'BULB',
    'Variant Price': '0',
  },
]);

function file(url: string, ext: string, mime: string, alternativeText: string | null) {
  const hash = `url_${createHash('sha256').update(url).digest('hex').slice(0, 32)}`;
  const name = new URL(url).pathname.slice(1);
  return { name, hash, ext, mime, alternativeText, url, size: 0, provider: 'url', folderPath: '/' };
}

const SAME_THINGS = {
  brands: [{ name: 'Mwanga', slug: 'mwanga' }],
  categories: [
    { name: 'Bulbs', slug: 'bulbs' },
    { name: 'Home', slug: 'home' },
    { name: 'Lamps', slug: 'lamps', parent: 'Home' },
    { name: 'Kitchen', slug: 'kitchen', parent: 'Home' },
  ],
  files: [
    file(A, '.jpg', 'image/jpeg', 'A red lamp'),
    file(B, '.png', 'image/png', null),
    file(C, '.webp', 'image/webp', null),
  ],
  products: [
    {
      status: 'published',
      data: {
        name: 'Lamp',
        slug: 'lamp',
        shortDescription: 'Gives light',
        attributes: { Watt: '40', Dimmable: 'yes' },
        description: '<p>Gives <b>light</b>.</p>',
        brand: 'Mwanga',
        categories: ['Lamps'],
        tags: ['light', 'home'],
        options: [{ name: 'Colour', values: ['Red', 'Blue'] }],
        images: [A, B, C],
        metaTitle: 'Lamp for the home',
        metaDescription: 'A lamp.',
      },
      variants: [
        {
          sku: 'LAMP-R',
          title: 'Red',
          options: { Colour: 'Red' },
          price: 1250,
          originalPrice: 1500,
          costPrice: 725,
          barcode: '2001234567893',
          weight: 400,
          allowBackorder: false,
          image: A,
          position: 1,
        },
        {
          sku: 'LAMP-B',
          title: 'Blue',
          options: { Colour: 'Blue' },
          price: 1100,
          weight: 410,
          allowBackorder: true,
          image: B,
          position: 2,
        },
      ],
    },
    {
      status: 'draft',
      data: {
        name: 'Shade',
        slug: 'shade',
        brand: 'Mwanga',
        categories: ['Kitchen'],
        images: [C],
      },
      variants: [{ sku: 'SHADE', title: 'Shade', options: {}, price: 400, position: 1 }],
    },
    {
      status: 'published',
      data: {
        name: 'Bulb',
        slug: 'bulb',
        brand: 'Mwanga',
        categories: ['Bulbs'],
        images: [],
      },
      variants: [{ sku: 'BULB', title: 'Bulb', options: {}, price: 0, position: 1 }],
    },
  ],
};

/**
 * Not the catalogue: events for those who listen, and what a start of Strapi, which only the document
 * service needs, notes about itself.
 */
/** What the server keeps for itself, and what follows the catalogue a moment later. */
const isCompared = (table: string): boolean =>
  !/^(outbox|schedules|listeners|jobs|strapi_core_store_settings|search_\w+)$/.test(table);

let byImport: TestDatabase;
let byDocuments: TestDatabase;

beforeAll(async () => {
  byImport = await createDatabase('shop');
  byDocuments = await createDatabase('shop');
});

afterAll(async () => {
  await byImport.drop();
  await byDocuments.drop();
});

test('the import leaves every table as the document service does', async () => {
  const before = await dump(byImport);
  const { output, status } = await importText(byImport.url, 'products', FILE);
  expect({ output, status }).toMatchObject({ status: 0 });
  await makeByDocuments(byDocuments.url);

  const imported = compared(await dump(byImport));
  const made = compared(await dump(byDocuments));
  expect(imported).toEqual(made);
  // The comparison means something only where the tables have been filled.
  const filled = Object.keys(imported).filter((table) => !sameRows(imported, before, table));
  expect(filled).toEqual([
    'brands',
    'categories',
    'categories_parent_lnk',
    'files',
    'files_related_mph',
    'products',
    'products_brand_lnk',
    'products_categories_lnk',
    'variants',
    'variants_product_lnk',
  ]);
});

function compared(all: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(all).filter(([table]) => isCompared(table)));
}

function sameRows(a: Record<string, string[]>, b: Record<string, string[]>, table: string) {
  return JSON.stringify(a[table]) === JSON.stringify(b[table]);
}

async function makeByDocuments(databaseUrl: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'duka-documents-'));
  const things = join(folder, 'things.json');
  writeFileSync(things, JSON.stringify(SAME_THINGS));
  const secret = 'of-the-tests-and-long-enough';
  try {
    await promisify(execFile)(process.execPath, [join(__dirname, 'by-documents.js'), things], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'test',
        TZ: 'UTC',
        DATABASE_URL: databaseUrl,
        DUKA_SERVE_ADMIN: 'off',
        APP_KEYS: secret,
        API_TOKEN_SALT: secret,
        ADMIN_JWT_SECRET: secret,
        TRANSFER_TOKEN_SALT: secret,
        JWT_SECRET: secret,
        ENCRYPTION_KEY: secret,
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
