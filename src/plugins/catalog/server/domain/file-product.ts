import type { ImageFile } from './image-file';

/** A product as a file describes it. What is undefined the file has no column for: it stays as it is. */
export interface FileProduct {
  /** Line of its first row. */
  line: number;
  slug: string;
  name: string;
  shortDescription?: string | null;
  description?: string | null;
  /** Name of its brand; null for none. */
  vendor?: string | null;
  /** Name of its first category; null says nothing about it. */
  type: string | null;
  /** The same by the names from the top of the tree down, and before `type`; empty says nothing. */
  categoryPath: string[];
  tags?: string[];
  attributes?: Record<string, string>;
  metaTitle?: string | null;
  metaDescription?: string | null;
  published?: boolean;
  /** Names of its options, in order. */
  optionNames: string[];
  /** In order; none says nothing about them. */
  images: FileImage[];
  variants: FileVariant[];
}

export interface FileImage extends ImageFile {
  altText: string | null;
}

export interface FileVariant {
  line: number;
  /** null where the file leaves it to us. */
  sku: string | null;
  title: string;
  options: Record<string, string>;
  /** Minor units of the shop's currency, like the other amounts. */
  price: number;
  originalPrice?: number | null;
  costPrice?: number | null;
  barcode?: string | null;
  /** Grams. */
  weight?: number | null;
  allowBackorder?: boolean;
  image?: ImageFile | null;
  /** What the file says is on hand; undefined where it says nothing. */
  onHand?: number;
}

/** The options of a variant as one text, to tell variants of a product apart. */
export function optionsKey(options: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
}
