import type { CsvColumns } from '../../../kernel/server/contract';

/**
 * The columns of Shopify's product export that are read, first as its exports write them, then as
 * its newer templates do. Source: Shopify's help pages "Using CSV files to import and export
 * products" and the exports themselves. Others are passed over.
 */
export const productColumns = {
  handle: { spellings: ['Handle', 'URL handle'], required: true },
  title: { spellings: ['Title'], required: true },
  body: { spellings: ['Body (HTML)', 'Body HTML', 'Description'] },
  vendor: { spellings: ['Vendor'] },
  type: { spellings: ['Type', 'Custom Product Type'] },
  tags: { spellings: ['Tags'] },
  published: { spellings: ['Published', 'Published on online store'] },
  status: { spellings: ['Status'] },
  option1Name: { spellings: ['Option1 Name'] },
  option1Value: { spellings: ['Option1 Value'] },
  option2Name: { spellings: ['Option2 Name'] },
  option2Value: { spellings: ['Option2 Value'] },
  option3Name: { spellings: ['Option3 Name'] },
  option3Value: { spellings: ['Option3 Value'] },
  sku: { spellings: ['Variant SKU', 'SKU'] },
  grams: { spellings: ['Variant Grams', 'Weight value (grams)'] },
  inventoryQuantity: { spellings: ['Variant Inventory Qty', 'Inventory quantity'] },
  inventoryPolicy: {
    spellings: ['Variant Inventory Policy', 'Continue selling when out of stock'],
  },
  price: { spellings: ['Variant Price', 'Price'], required: true },
  compareAtPrice: { spellings: ['Variant Compare At Price', 'Compare-at price'] },
  costPerItem: { spellings: ['Cost per item'] },
  barcode: { spellings: ['Variant Barcode', 'Barcode', 'Variant Barcodes', 'Barcodes'] },
  imageSource: { spellings: ['Image Src', 'Product image URL'] },
  imagePosition: { spellings: ['Image Position', 'Image position'] },
  imageAltText: { spellings: ['Image Alt Text', 'Image alt text'] },
  variantImage: { spellings: ['Variant Image', 'Variant image URL'] },
  seoTitle: { spellings: ['SEO Title'] },
  seoDescription: { spellings: ['SEO Description'] },
  // Ours: Shopify passes them over.
  shortDescription: { spellings: ['Short Description'] },
  categoryPath: { spellings: ['Category Path'] },
  attributes: { spellings: ['Attributes'] },
} as const satisfies CsvColumns<string>;

export type ProductColumn = keyof typeof productColumns;
